package dev.tandem.data;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.Serializable;

/**
 * What an IDX file of unsigned bytes announces: a magic number {@code 0x0000080D} with D dimensions, then D sizes of four bytes, big
 * endian, then the values ("The MNIST database", LeCun, Cortes and Burges).
 *
 * @param samples first dimension
 * @param height second dimension; 1 for labels
 * @param width third dimension; 1 for labels
 */
record IdxHeader(int samples, int height, int width) implements Serializable {

    static final int IMAGES = 0x803;
    static final int LABELS = 0x801;

    static IdxHeader read(DataInputStream in, int magic) throws IOException {
        int found = in.readInt();
        if (found != magic) {
            throw new IdxFormatException(String.format(
                    "is no IDX file of %s: it starts with 0x%08x, not 0x%08x", kind(magic), found, magic));
        }
        int samples = in.readInt();
        int height = magic == IMAGES ? in.readInt() : 1;
        int width = magic == IMAGES ? in.readInt() : 1;
        if (samples < 1 || height < 1 || width < 1 || (long) height * width > Integer.MAX_VALUE) {
            throw new IdxFormatException("has a damaged header: " + samples + " samples of " + height + " × " + width);
        }
        return new IdxHeader(samples, height, width);
    }

    private static String kind(int magic) {
        return magic == IMAGES ? "images" : "labels";
    }

    /** Values of one sample. */
    int sampleBytes() {
        return height * width;
    }

    /** Values of all samples. */
    long contentBytes() {
        return (long) samples * sampleBytes();
    }
}
