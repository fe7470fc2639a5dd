package dev.tandem.task;

/** What tasks say to the driver while they run. Encoded as strings, numbers and bytes, which every class loader and serializer knows. */
public final class DriverMessage {

    private static final String MEET = "meet";
    private static final String PROGRESS = "progress";
    private static final String STATE = "state";
    private static final String VALUES = "values";
    private static final String RESULT = "result";

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

        Object[] encode() {
            return new Object[] {MEET, session, task, tasks, address};
        }
    }

    /**
     * How far a task is.
     *
     * @param token names the segment and the stage attempt
     * @param task number of this task
     * @param steps local steps done in this segment so far, over its replicas
     * @param samples trained on so far
     * @param lossSum sum of the loss over these samples
     */
    public record Progress(String token, int task, int steps, long samples, double lossSum) {

        Object[] encode() {
            return new Object[] {PROGRESS, token, task, steps, samples, lossSum};
        }
    }

    /**
     * A task's executor does not hold the state that the segment starts from.
     *
     * @param token names it
     */
    public record State(String token) {

        Object[] encode() {
            return new Object[] {STATE, token};
        }
    }

    /**
     * Some of the values that a segment ended with; the task's {@link Result} follows.
     *
     * @param place which task of which segment they are of
     * @param from where they start in the agreed state
     * @param bytes little-endian float32; shared with the driver if that is in this JVM
     */
    @SuppressWarnings("ArrayRecordComponent") // megabytes, which are lent, not copied
    public record Values(Place place, int from, byte[] bytes) {

        Object[] encode() {
            return new Object[] {VALUES, place.session(), place.segment(), place.task(), from, bytes};
        }
    }

    /**
     * A task has trained a segment. The answer, whether it may begin the segment after the next one, comes when the driver asks for the
     * next one.
     *
     * @param place which task of which segment
     * @param count how many values went before
     * @param report in JSON
     */
    public record Result(Place place, int count, String report) {

        Object[] encode() {
            return new Object[] {RESULT, place.session(), place.segment(), place.task(), count, report};
        }
    }

    /**
     * Who says something about a segment.
     *
     * @param session names the stage attempt
     * @param segment number of the segment in its chain, from 0
     * @param task number of the task
     */
    public record Place(String session, int segment, int task) {

        /** Names the segment, and the state that it ends with; the same for all tasks. */
        public String token() {
            return session + "#" + segment;
        }
    }

    public static boolean isValues(Object[] message) {
        return message[0].equals(VALUES);
    }

    public static boolean isResult(Object[] message) {
        return message[0].equals(RESULT);
    }

    public static Values decodeValues(Object[] message) {
        return new Values(place(message), (Integer) message[4], (byte[]) message[5]);
    }

    public static Result decodeResult(Object[] message) {
        return new Result(place(message), (Integer) message[4], (String) message[5]);
    }

    private static Place place(Object[] message) {
        return new Place((String) message[1], (Integer) message[2], (Integer) message[3]);
    }

    public static boolean isState(Object[] message) {
        return message[0].equals(STATE);
    }

    public static State decodeState(Object[] message) {
        return new State((String) message[1]);
    }

    public static Meet decodeMeet(Object[] message) {
        return new Meet((String) message[1], (Integer) message[2], (Integer) message[3], (String) message[4]);
    }

    public static Progress decodeProgress(Object[] message) {
        return new Progress((String) message[1], (Integer) message[2], (Integer) message[3], (Long) message[4], (Double)
                message[5]);
    }
}
