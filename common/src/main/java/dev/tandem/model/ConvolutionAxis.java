package dev.tandem.model;

import java.util.Arrays;

/**
 * One of the two directions in which a filter moves over an image.
 *
 * @param taps weights of the filter along it
 * @param stride between two outputs, in pixels
 * @param padding pixels of zeros before the image's first one
 * @param inputs pixels of the image
 * @param outputs places where the filter stops
 */
record ConvolutionAxis(int taps, int stride, int padding, int inputs, int outputs) {

    /** Which pixel a tap meets at an output; before the first or after the last one it meets a zero. */
    int pixel(int output, int tap) {
        return output * stride + tap - padding;
    }

    boolean isInside(int pixel) {
        return pixel >= 0 && pixel < inputs;
    }

    /** Copies what a tap meets at all outputs, one after the other, from a line of pixels. */
    void copy(int tap, float[] pixels, int line, float[] met, int at) {
        int first = outputsBefore(padding - tap);
        int end = outputsBefore(inputs + padding - tap);
        Arrays.fill(met, at, at + first, 0);
        Arrays.fill(met, at + end, at + outputs, 0);
        int from = line + tap - padding;
        if (stride == 1) {
            System.arraycopy(pixels, from + first, met, at + first, end - first);
        } else {
            for (int output = first; output < end; output++) {
                met[at + output] = pixels[from + output * stride];
            }
        }
    }

    /** How many outputs begin less than so many pixels from the start of the padded image. */
    private int outputsBefore(int pixels) {
        return Math.min(outputs, Math.max(0, (pixels + stride - 1) / stride));
    }
}
