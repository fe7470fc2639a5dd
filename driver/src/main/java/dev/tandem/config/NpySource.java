package dev.tandem.config;

import dev.tandem.table.Normalization;
import java.util.Optional;

/**
 * {@code npy:} two arrays of NumPy's.
 *
 * @param archive path of an NPZ file that has both; empty for two NPY files
 * @param inputs path of the inputs, or their name in the archive
 * @param targets path of the targets, or their name in the archive
 * @param normalize how features are brought to a common size
 */
public record NpySource(Optional<String> archive, String inputs, String targets, Optional<Normalization> normalize)
        implements TableSource {

    static NpySource read(Section npy, Optional<Normalization> normalize) {
        if (npy.has("archive")) {
            return new NpySource(
                    Optional.of(npy.file("archive")),
                    npy.value("inputs", Type.text(), "x"),
                    npy.value("targets", Type.text(), "y"),
                    normalize);
        }
        npy.optional("archive", Type.text());
        return new NpySource(Optional.empty(), npy.file("inputs"), npy.file("targets"), normalize);
    }

    @Override
    public String key() {
        return "npy";
    }
}
