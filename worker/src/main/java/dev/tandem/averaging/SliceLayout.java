package dev.tandem.averaging;

/**
 * Which task owns which contiguous slice of a vector: sizes differ by at most one, larger slices first; slices are empty for the last
 * tasks when there are more tasks than values.
 *
 * @param length values in the vector
 * @param tasks owners of slices
 */
record SliceLayout(int length, int tasks) {

    SliceLayout {
        if (length < 0 || tasks < 1) {
            throw new IllegalArgumentException(
                    "Invalid slice layout: " + length + " values for " + tasks + " tasks (must be >= 0 and >= 1)");
        }
    }

    /** First value of the task's slice. */
    int from(int task) {
        return Math.toIntExact((long) task * (length / tasks) + Math.min(task, length % tasks));
    }

    /** How many values the task owns. */
    int size(int task) {
        return length / tasks + (task < length % tasks ? 1 : 0);
    }
}
