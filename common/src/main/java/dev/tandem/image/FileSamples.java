package dev.tandem.image;

import dev.tandem.data.DataFile;
import dev.tandem.data.ImageShape;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Samples in files of their own, each read anew. */
final class FileSamples implements SampleSource {

    private static final long serialVersionUID = 1;

    /** A path from the root of a file system, or one with a scheme. */
    private static final Pattern WHOLE_ADDRESS = Pattern.compile("/|[A-Za-z][A-Za-z0-9+.-]+:/");

    private final DataFile root;
    private final String[] classes;
    private final String[] paths;
    private final int[][] labels;
    private final PictureReader reader;

    FileSamples(Listing listing, PictureReader reader) {
        this.root = listing.root();
        this.classes = listing.classes().toArray(String[]::new);
        this.paths = listing.entries().stream().map(Listing.Entry::path).toArray(String[]::new);
        this.labels = listing.entries().stream()
                .map(entry ->
                        entry.labels().stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
        this.reader = reader;
    }

    @Override
    public int samples() {
        return paths.length;
    }

    @Override
    public ImageShape shape() {
        return reader.shape();
    }

    @Override
    public List<String> classes() {
        return List.of(classes);
    }

    @Override
    public int[] labels(int sample) {
        return labels[sample];
    }

    @Override
    public Picture picture(int sample) throws IOException {
        return reader.read(file(sample));
    }

    @Override
    public DataFile file(int sample) throws IOException {
        String path = paths[sample];
        if (!WHOLE_ADDRESS.matcher(path).lookingAt()) {
            return root.child(path);
        }
        try {
            return DataFile.at(path);
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException("Cannot find the picture " + path + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Map<String, Object> preparation() {
        Map<String, Object> preparation = new LinkedHashMap<>();
        preparation.put("resize", reader.resize().keyword());
        preparation.put("decoder", reader.decoder().keyword());
        return preparation;
    }
}
