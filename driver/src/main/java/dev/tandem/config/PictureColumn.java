package dev.tandem.config;

import dev.tandem.image.Decoder;
import dev.tandem.image.Resize;
import java.util.List;
import java.util.Optional;

/**
 * A column of PNG or JPEG files' bytes in {@code parquet:} or {@code spark:}, the only input.
 *
 * @param column its name
 * @param imageSize height, width and channels that pictures are brought to
 * @param resize how
 * @param decoder by what
 */
public record PictureColumn(String column, List<Integer> imageSize, Resize resize, Decoder decoder) {

    private static final Type<List<Integer>> SIZE = Type.integers("[height, width, channels]", 3, 3);

    /** Reads {@code image} and what goes with it; validation data has the pictures of the training data. */
    static Optional<PictureColumn> read(Section table, Optional<PictureColumn> train) {
        if (!table.has("image")) {
            refuseAlone(table, "image_size", SIZE);
            refuseAlone(table, "resize", Type.text());
            refuseAlone(table, "decoder", Type.text());
            table.optional("image", Type.text());
            return train;
        }
        PictureColumn pictures = new PictureColumn(
                table.required("image", Type.text(), "image"),
                table.required("image_size", SIZE, List.of(1, 1, 1)),
                table.value("resize", ImagesSource.oneOf(Resize.class), "stretch"),
                table.value("decoder", ImagesSource.oneOf(Decoder.class), "native"));
        if (train.isPresent() && !train.get().equals(pictures)) {
            table.problem("image", "and how it is read are those of data.train: leave them out here");
        }
        return Optional.of(pictures);
    }

    private static void refuseAlone(Section table, String key, Type<?> type) {
        if (table.optional(key, type).isPresent()) {
            table.problem(key, "is for pictures: give image, the column that has them, too");
        }
    }
}
