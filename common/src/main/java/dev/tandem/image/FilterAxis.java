package dev.tandem.image;

import java.util.Arrays;

/**
 * How the pixels along one axis of a resized picture are weighted sums of the source's: a triangle as wide as two steps, and at least as
 * two source pixels, around each centre. So enlarging interpolates linearly and shrinking does not alias, as Pillow's {@code BILINEAR}.
 */
final class FilterAxis {

    private final int[] first;
    private final long[][] weights;

    /**
     * @param source how many pixels there are
     * @param start where the wanted part begins, in pixels
     * @param span how long it is, in pixels
     * @param target how many pixels become of it
     */
    FilterAxis(int source, double start, double span, int target) {
        first = new int[target];
        weights = new long[target][];
        double step = span / target;
        double reach = Math.max(step, 1);
        for (int at = 0; at < target; at++) {
            double centre = start + (at + 0.5) * step;
            int from = Math.max(0, (int) Math.floor(centre - reach + 0.5));
            int to = Math.min(source, (int) Math.floor(centre + reach + 0.5));
            put(at, from, triangle(from, Math.max(to, from + 1), centre, reach));
        }
    }

    private static double[] triangle(int from, int to, double centre, double reach) {
        double[] heights = new double[to - from];
        for (int i = 0; i < heights.length; i++) {
            heights[i] = Math.max(0, 1 - Math.abs(from + i + 0.5 - centre) / reach);
        }
        return heights;
    }

    /** Rounds sums of weights, not weights: so they add up to one exactly, however many there are. */
    private void put(int at, int from, double[] heights) {
        double total = Arrays.stream(heights).sum();
        long[] rounded = new long[heights.length];
        double sum = 0;
        long before = 0;
        for (int i = 0; i < heights.length; i++) {
            sum += heights[i];
            long after = i == heights.length - 1 ? Lanes.ONE : Math.round(Lanes.ONE * (sum / total));
            rounded[i] = after - before;
            before = after;
        }
        int skipped = 0;
        while (rounded[skipped] == 0) {
            skipped++;
        }
        int end = rounded.length;
        while (rounded[end - 1] == 0) {
            end--;
        }
        first[at] = from + skipped;
        weights[at] = Arrays.copyOfRange(rounded, skipped, end);
    }

    int target() {
        return first.length;
    }

    /** First source pixel that counts. */
    int first(int at) {
        return first[at];
    }

    /** After the last source pixel that counts. */
    int end(int at) {
        return first[at] + weights[at].length;
    }

    /** Of the source pixels from {@link #first} on, together {@link Lanes#ONE}. */
    long[] weights(int at) {
        return weights[at];
    }
}
