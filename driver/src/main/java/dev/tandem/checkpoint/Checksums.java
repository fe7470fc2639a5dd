package dev.tandem.checkpoint;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** Both checksums and the length of a stream of bytes. */
final class Checksums {

    private final CRC32C crc32c = new CRC32C();
    private final MessageDigest sha256 = Envelope.sha256();
    private long bytes;

    void update(byte[] chunk, int length) {
        crc32c.update(chunk, 0, length);
        sha256.update(chunk, 0, length);
        bytes += length;
    }

    /** Describes what went through, once. */
    DataFile describe(String name, DataFile.Kind kind, String file) {
        String crc = HexFormat.of().toHexDigits((int) crc32c.getValue());
        return new DataFile(name, kind, file, bytes, crc, HexFormat.of().formatHex(sha256.digest()));
    }
}
