package dev.tandem.averaging;

/**
 * What one task sends others to average.
 *
 * @param messages how many
 * @param bytes of values, without what messages say of themselves
 */
public record Traffic(long messages, long bytes) {

    static final Traffic NONE = new Traffic(0, 0);

    /**
     * What one round takes before the last of a segment, with one replica a task.
     *
     * @param task which sends it
     * @param tasks that average, at least 1
     * @param parameters how many of the values are parameters
     * @param length of the vectors
     */
    public static Traffic ofRound(int task, int tasks, int parameters, int length, Precision precision) {
        if (tasks == 1) {
            return NONE;
        }
        return precision == Precision.FLOAT32
                ? FullExchange.traffic(task, new SliceLayout(length, tasks))
                : CodedExchange.traffic(task, new CodedLayout(parameters, length, tasks), Codes.of(precision));
    }

    Traffic plus(long moreMessages, long moreWords) {
        return new Traffic(messages + moreMessages, bytes + Float.BYTES * moreWords);
    }
}
