package dev.tandem.config;

import dev.tandem.data.ImageShape;
import dev.tandem.image.Augmentation;
import dev.tandem.image.Decoder;
import dev.tandem.image.ImageSequence;
import dev.tandem.image.ImageSequenceBuilder;
import dev.tandem.image.PictureInputs;
import dev.tandem.image.PictureReader;
import dev.tandem.image.Preparation;
import dev.tandem.image.Preprocessing;
import dev.tandem.image.Resize;
import dev.tandem.table.CellReader;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Prepares pictures as a model remembers: of the same size, resized, decoded and scaled alike.
 *
 * @param shape of the model's inputs
 * @param resize how pictures are brought to it
 * @param decoder by what
 * @param preparation what becomes of them then, unchanged otherwise
 */
record RememberedPictures(ImageShape shape, Resize resize, Decoder decoder, Preparation preparation) {

    private static final String SIZE = "image_size";

    /** Whether a model was trained on pictures. */
    static boolean isIn(Remembered remembered) {
        return remembered.notes().preparation().containsKey(SIZE);
    }

    /**
     * What a model remembers.
     *
     * @throws IllegalArgumentException if it remembers no pictures
     */
    static RememberedPictures of(Remembered remembered) {
        Map<String, Object> notes = remembered.notes().preparation();
        if (!(notes.get(SIZE) instanceof List<?> size)
                || size.size() != 3
                || !size.stream().allMatch(Integer.class::isInstance)) {
            throw new IllegalArgumentException("cannot be prepared for the model in " + remembered.file()
                    + ": it remembers no image_size of height, width and channels, but " + notes
                    + " (Tandem writes that down when it trains on pictures)");
        }
        Preprocessing preprocess = Preprocessing.named(String.valueOf(notes.getOrDefault("preprocess", "none")));
        double scale = notes.get("scale") instanceof Number number ? number.doubleValue() : 1;
        return new RememberedPictures(
                new ImageShape((Integer) size.get(0), (Integer) size.get(1), (Integer) size.get(2)),
                named(Resize.class, notes, "resize", Resize.STRETCH),
                named(Decoder.class, notes, "decoder", Decoder.NATIVE),
                new Preparation(Augmentation.NONE, preprocess, scale));
    }

    private static <E extends Enum<E>> E named(Class<E> kind, Map<String, Object> notes, String key, E other) {
        Object name = notes.get(key);
        return name == null ? other : Enum.valueOf(kind, name.toString().toUpperCase(Locale.ROOT));
    }

    /** Picture files without classes, not opened yet. */
    ImageSequenceBuilder files(String path) {
        return ImageSequence.unlabelled(path)
                .imageSize(shape.height(), shape.width(), shape.channels())
                .resize(resize)
                .decoder(decoder)
                .preprocess(preparation.preprocessing())
                .scale(preparation.scale());
    }

    /** Reads pictures in the cells of a table. */
    CellReader cells() {
        return new PictureCells(new PictureInputs(new PictureReader(shape, resize, decoder), preparation, 0));
    }
}
