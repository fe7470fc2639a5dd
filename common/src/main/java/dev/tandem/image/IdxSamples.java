package dev.tandem.image;

import dev.tandem.data.DataFile;
import dev.tandem.data.IdxSequence;
import dev.tandem.data.ImageShape;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Samples of a pair of IDX files, of the files' size.
 *
 * @param files that hold them
 */
record IdxSamples(IdxSequence files) implements SampleSource {

    @Override
    public int samples() {
        return files.samples();
    }

    @Override
    public ImageShape shape() {
        return files.imageShape();
    }

    /** The numbers as names: the files have no others. */
    @Override
    public List<String> classes() {
        return IntStream.range(0, files.classes()).mapToObj(Integer::toString).toList();
    }

    @Override
    public int[] labels(int sample) throws IOException {
        return new int[] {files.label(sample)};
    }

    @Override
    public Picture picture(int sample) throws IOException {
        return new Picture(files.levels(sample), files.imageShape());
    }

    @Override
    public DataFile file(int sample) {
        return files.imagesFile();
    }

    @Override
    public Map<String, Object> preparation() {
        return Map.of();
    }
}
