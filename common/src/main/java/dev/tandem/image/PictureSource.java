package dev.tandem.image;

import dev.tandem.data.ImageShape;
import java.io.IOException;

/** Pictures that change from pass to pass, one by one, to look at: a Sequence that is one, too, can be seen in {@code tandem preview}. */
public interface PictureSource {

    /** How many there are, at least 1. */
    int samples();

    /** Size of each. */
    ImageShape imageShape();

    /** What a sample shows, such as the name of its class. */
    String caption(int sample);

    /**
     * A sample before and after the changes of one pass.
     *
     * @param sample from 0
     * @param pass from 0
     * @throws IOException if the picture cannot be read; the message names the file
     */
    Sample preview(int sample, int pass) throws IOException;

    /** What happens to batches after that. */
    Mixing mixing();

    /** A sample before and after changes. */
    final class Sample {

        private final float[] original;
        private final float[] changed;

        /**
         * Takes over the arrays.
         *
         * @param original channels × height × width levels from 0 to 255
         * @param changed likewise
         */
        public Sample(float[] original, float[] changed) {
            this.original = original;
            this.changed = changed;
        }

        /** A picture as it is and as an augmentation changes it. */
        static Sample of(Picture picture, Augmentation augmentation, long seed) {
            float[] original = new float[picture.levels().length];
            float[] changed = new float[original.length];
            Augmentation.NONE.apply(picture, seed, original, 0);
            augmentation.apply(picture, seed, changed, 0);
            return new Sample(original, changed);
        }

        float[] original() {
            return original;
        }

        float[] changed() {
            return changed;
        }
    }
}
