package dev.tandem.task;

/** What tasks say to the driver while they run. Encoded as plain strings, which every class loader and serializer knows. */
public final class DriverMessage {

    private static final String MEET = "meet";
    private static final String PROGRESS = "progress";
    private static final String STATE = "state";

    private DriverMessage() {}

    /**
     * A task has started and waits for the others.
     *
     * @param session names the stage attempt
     * @param task number of this task
     * @param tasks how many there are
     * @param address where its peers reach it
     */
    public record Meet(String session, int task, int tasks, String address) {

        String[] encode() {
            return new String[] {MEET, session, Integer.toString(task), Integer.toString(tasks), address};
        }
    }

    /**
     * How far a task is.
     *
     * @param session names the stage attempt
     * @param task number of this task
     * @param steps local steps done in this segment so far, over its replicas
     * @param samples trained on so far
     * @param lossSum sum of the loss over these samples
     */
    public record Progress(String session, int task, int steps, long samples, double lossSum) {

        String[] encode() {
            return new String[] {
                PROGRESS,
                session,
                Integer.toString(task),
                Integer.toString(steps),
                Long.toString(samples),
                Double.toString(lossSum)
            };
        }
    }

    /**
     * A task's executor does not hold the state that the segment starts from.
     *
     * @param token names it
     */
    public record State(String token) {

        String[] encode() {
            return new String[] {STATE, token};
        }
    }

    public static boolean isState(String[] message) {
        return message[0].equals(STATE);
    }

    public static State decodeState(String[] message) {
        return new State(message[1]);
    }

    public static Meet decodeMeet(String[] message) {
        return new Meet(message[1], Integer.parseInt(message[2]), Integer.parseInt(message[3]), message[4]);
    }

    public static Progress decodeProgress(String[] message) {
        return new Progress(
                message[1],
                Integer.parseInt(message[2]),
                Integer.parseInt(message[3]),
                Long.parseLong(message[4]),
                Double.parseDouble(message[5]));
    }
}
