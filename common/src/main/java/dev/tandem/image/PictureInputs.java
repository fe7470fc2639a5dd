package dev.tandem.image;

import dev.tandem.data.ImageShape;
import java.io.IOException;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes model inputs of pictures that are no files of their own, such as the cells of a table, as {@link ImageSequence} does of files: the
 * changes of a sample depend on the seed, the pass and the sample's number alone. Thread-safe.
 *
 * @param reader decodes them
 * @param preparation what becomes of them then
 * @param seed draws their changes
 */
public record PictureInputs(PictureReader reader, Preparation preparation, long seed) implements Serializable {

    public PictureInputs {
        preparation.preprocessing().requireChannels(reader.shape());
    }

    /** Size of each picture. */
    public ImageShape shape() {
        return reader.shape();
    }

    /**
     * Writes one picture's inputs: channels × height × width values.
     *
     * @param encoded a PNG or JPEG file's bytes
     * @param pass from 0
     * @param sample its number
     * @param inputs receives them
     * @param offset where the first of them goes
     * @throws IOException if the bytes are no image, truncated or damaged; the message reads on after the place where they were
     */
    public void write(byte[] encoded, long pass, int sample, float[] inputs, int offset) throws IOException {
        Picture picture = reader.read(encoded, "");
        preparation.apply(picture, Preparation.sampleSeed(seed, pass, sample), inputs, offset);
    }

    /**
     * Mixes the samples of a batch in place, if the augmentation does.
     *
     * @param pass from 0
     * @param batch its number
     * @param inputs samples × channels × height × width
     * @param targets samples × columns
     * @param samples how many there are
     */
    public void mix(long pass, int batch, float[] inputs, float[] targets, int samples) {
        int columns = targets.length / samples;
        long batchSeed = Preparation.batchSeed(seed, pass, batch);
        preparation.augmentation().mixing().apply(inputs, targets, samples, shape(), columns, batchSeed);
    }

    /** What a model should remember, under the names of a job file. */
    public Map<String, Object> notes() {
        Map<String, Object> notes = new LinkedHashMap<>();
        notes.put("image_size", List.of(shape().height(), shape().width(), shape().channels()));
        notes.put("resize", reader.resize().keyword());
        notes.put("decoder", reader.decoder().keyword());
        notes.putAll(preparation.notes());
        return notes;
    }
}
