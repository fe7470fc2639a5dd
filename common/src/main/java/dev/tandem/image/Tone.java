package dev.tandem.image;

import dev.tandem.data.ImageShape;
import java.io.Serializable;

/**
 * How levels change where they are, in this order.
 *
 * @param channelShift added to all levels, which stay between the picture's least and greatest, as Keras has it
 * @param brightness factor on all levels
 * @param contrast factor on each level's distance from its channel's mean, as Keras's {@code RandomContrast}
 */
record Tone(Range channelShift, Range brightness, Range contrast) implements Serializable {

    static final Range NO_SHIFT = new Range(0, 0);
    static final Range NO_FACTOR = new Range(1, 1);
    static final Tone NONE = new Tone(NO_SHIFT, NO_FACTOR, NO_FACTOR);

    private static final float WHITE = 255;

    void apply(long seed, float[] levels, int offset, ImageShape shape) {
        int plane = shape.height() * shape.width();
        int end = offset + plane * shape.channels();
        if (!channelShift.equals(NO_SHIFT)) {
            shift(levels, offset, end, (float) Purpose.CHANNEL_SHIFT.draw(seed, 0, channelShift));
        }
        if (!brightness.equals(NO_FACTOR)) {
            stretch(levels, offset, end, 0, (float) Purpose.BRIGHTNESS.draw(seed, 0, brightness));
        }
        if (!contrast.equals(NO_FACTOR)) {
            float factor = (float) Purpose.CONTRAST.draw(seed, 0, contrast);
            for (int from = offset; from < end; from += plane) {
                stretch(levels, from, from + plane, mean(levels, from, from + plane), factor);
            }
        }
    }

    private static void shift(float[] levels, int from, int to, float added) {
        float least = Float.POSITIVE_INFINITY;
        float greatest = Float.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            least = Math.min(least, levels[i]);
            greatest = Math.max(greatest, levels[i]);
        }
        for (int i = from; i < to; i++) {
            levels[i] = Math.min(Math.max(levels[i] + added, least), greatest);
        }
    }

    private static void stretch(float[] levels, int from, int to, float fixed, float factor) {
        for (int i = from; i < to; i++) {
            levels[i] = Math.min(Math.max((levels[i] - fixed) * factor + fixed, 0), WHITE);
        }
    }

    private static float mean(float[] levels, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += levels[i];
        }
        return (float) (sum / (to - from));
    }
}
