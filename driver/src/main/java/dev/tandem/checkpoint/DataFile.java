package dev.tandem.checkpoint;

/**
 * One data file of a commit, as its manifest describes it.
 *
 * @param name the array's name, or of the JSON document
 * @param file the file's name in the folder {@code data}
 * @param bytes its length
 * @param crc32c in hexadecimal
 * @param sha256 in hexadecimal
 */
public record DataFile(String name, Kind kind, String file, long bytes, String crc32c, String sha256) {

    /** How the bytes are to be read. */
    public enum Kind {
        /** IEEE 754 single precision, little-endian, nothing else. */
        FLOAT32("f32"),
        JSON("json");

        private final String extension;

        Kind(String extension) {
            this.extension = extension;
        }

        String extension() {
            return extension;
        }
    }
}
