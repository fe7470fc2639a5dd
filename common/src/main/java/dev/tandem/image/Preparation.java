package dev.tandem.image;

import dev.tandem.data.PixelScale;
import dev.tandem.plan.Seeds;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What becomes of a picture before it is a model input.
 *
 * @param augmentation random changes
 * @param preprocessing how levels become inputs
 * @param scale factor on the levels; 1 with a preprocessing
 */
public record Preparation(Augmentation augmentation, Preprocessing preprocessing, double scale)
        implements Serializable {

    private static final long CHANGES = 1;
    private static final long MIXING = 2;

    public Preparation {
        PixelScale.checked(scale);
        if (preprocessing != Preprocessing.NONE && scale != 1) {
            throw new IllegalArgumentException("Invalid scale: " + scale + " with preprocess " + preprocessing.keyword()
                    + ", which scales by itself (give one of the two)");
        }
    }

    /** Draws the changes of one sample in one pass. */
    static long sampleSeed(long seed, long pass, int sample) {
        return Seeds.derive(seed, CHANGES, pass, sample);
    }

    /** Draws how the samples of one batch are mixed in one pass. */
    static long batchSeed(long seed, long pass, int index) {
        return Seeds.derive(seed, MIXING, pass, index);
    }

    /** Writes one picture's inputs from {@code offset} on; the seed is the sample's in this pass. */
    void apply(Picture picture, long seed, float[] inputs, int offset) {
        augmentation.apply(picture, seed, inputs, offset);
        if (preprocessing != Preprocessing.NONE) {
            preprocessing.apply(inputs, offset, picture.shape());
        } else if (scale != 1) {
            float factor = (float) scale;
            for (int i = offset; i < offset + picture.levels().length; i++) {
                inputs[i] *= factor;
            }
        }
    }

    /** What a model should remember of it, under the names of a job file. */
    Map<String, Object> notes() {
        Map<String, Object> notes = new LinkedHashMap<>();
        if (preprocessing == Preprocessing.NONE) {
            notes.put("scale", scale);
        } else {
            notes.put("preprocess", preprocessing.keyword());
        }
        return notes;
    }
}
