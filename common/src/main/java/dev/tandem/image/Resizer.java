package dev.tandem.image;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * Resizes an image in one walk over its rows: each is added to all rows of the result that it counts for, and those that are complete are
 * resized across. Levels are rounded after either step, in whole numbers, so all machines get the same.
 */
final class Resizer {

    private final FilterAxis down;
    private final FilterAxis across;
    private final int channels;
    private final int left;
    private final int right;
    private final byte[] levels;
    private final ArrayDeque<long[]> open = new ArrayDeque<>();
    private final ArrayDeque<long[]> spare = new ArrayDeque<>();

    private Resizer(FilterAxis down, FilterAxis across, int channels) {
        this.down = down;
        this.across = across;
        this.channels = channels;
        this.left = across.first(0);
        this.right = across.end(across.target() - 1);
        this.levels = new byte[channels * down.target() * across.target()];
    }

    /** Channels × rows × columns of levels. */
    static byte[] resize(PixelRows source, FilterAxis down, FilterAxis across, int channels) {
        Resizer resizer = new Resizer(down, across, channels);
        resizer.walk(source);
        return resizer.levels;
    }

    private void walk(PixelRows source) {
        long[] row = new long[source.width()];
        int begun = 0;
        int done = 0;
        for (int y = down.first(0); done < down.target(); y++) {
            source.read(y, row);
            if (channels == 1) {
                toGrey(row);
            }
            for (; begun < down.target() && down.first(begun) <= y; begun++) {
                open.add(empty(row.length));
            }
            int at = done;
            for (long[] sum : open) {
                add(sum, row, weight(at++, y));
            }
            for (; done < begun && down.end(done) <= y + 1; done++) {
                finish(done, open.remove());
            }
        }
    }

    private void toGrey(long[] row) {
        for (int x = left; x < right; x++) {
            row[x] = Lanes.grey(row[x]);
        }
    }

    private long[] empty(int length) {
        long[] sum = spare.isEmpty() ? new long[length] : spare.remove();
        Arrays.fill(sum, Lanes.HALF);
        return sum;
    }

    private long weight(int at, int y) {
        int tap = y - down.first(at);
        long[] weights = down.weights(at);
        return tap < weights.length ? weights[tap] : 0;
    }

    private void add(long[] sum, long[] row, long weight) {
        for (int x = left; x < right; x++) {
            sum[x] += weight * row[x];
        }
    }

    private void finish(int y, long[] sum) {
        for (int x = left; x < right; x++) {
            sum[x] = Lanes.levels(sum[x]);
        }
        int width = across.target();
        int plane = down.target() * width;
        for (int x = 0; x < width; x++) {
            long pixel = pixel(sum, x);
            for (int channel = 0; channel < channels; channel++) {
                levels[channel * plane + y * width + x] = Lanes.level(pixel, channel);
            }
        }
        spare.add(sum);
    }

    private long pixel(long[] row, int x) {
        long sum = Lanes.HALF;
        long[] weights = across.weights(x);
        int first = across.first(x);
        for (int tap = 0; tap < weights.length; tap++) {
            sum += weights[tap] * row[first + tap];
        }
        return Lanes.levels(sum);
    }
}
