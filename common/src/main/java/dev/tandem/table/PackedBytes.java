package dev.tandem.table;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * To how many bytes packed ones unpack, for the codecs whose bytes tell it without being unpacked. If it is less than a page's head says,
 * Parquet would wait for the others forever.
 *
 * @see <a href="https://github.com/google/snappy/blob/main/format_description.txt">Snappy's format</a>
 * @see <a href="https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md">LZ4's block format</a>
 */
final class PackedBytes {

    /** What bytes unpack to that cannot be unpacked. */
    static final long DAMAGED = -1;

    private static final int LONG_LENGTH = 15;
    private static final int SHORTEST_MATCH = 4;
    private static final int OFFSET_BYTES = 2;

    private final InputStream in;
    private long left;

    private PackedBytes(InputStream in, long bytes) {
        this.in = new BufferedInputStream(in);
        this.left = bytes;
    }

    /**
     * How many bytes these are, unpacked; empty if the codec does not tell.
     *
     * @param in at the first of them; where it is left is not told
     * @param bytes how many they are, at least 1
     */
    static OptionalLong unpacked(CompressionCodecName codec, InputStream in, long bytes) throws IOException {
        return switch (codec) {
            case UNCOMPRESSED -> OptionalLong.of(bytes);
            case SNAPPY -> OptionalLong.of(new PackedBytes(in, bytes).snappy());
            case LZ4_RAW -> OptionalLong.of(new PackedBytes(in, bytes).lz4());
            default -> OptionalLong.empty();
        };
    }

    /** The length comes first, in bytes of seven bits. */
    private long snappy() throws IOException {
        long bytes = 0;
        for (int shift = 0; shift < 35 && left > 0; shift += 7) {
            int next = next();
            bytes |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return bytes;
            }
        }
        return DAMAGED;
    }

    /** Sequences of literals and a match each, but for the last, which ends with its literals. */
    private long lz4() throws IOException {
        long bytes = 0;
        while (left > 0) {
            int token = next();
            long literals = length(token >>> 4);
            if (literals > left) {
                return DAMAGED;
            }
            in.skipNBytes(literals);
            left -= literals;
            bytes += literals;
            if (left == 0) {
                return bytes;
            }
            if (left < OFFSET_BYTES) {
                return DAMAGED;
            }
            in.skipNBytes(OFFSET_BYTES);
            left -= OFFSET_BYTES;
            bytes += length(token & 0xF) + SHORTEST_MATCH;
        }
        return DAMAGED;
    }

    private long length(int first) throws IOException {
        long length = first;
        int next = first == LONG_LENGTH ? 255 : 0;
        while (next == 255 && left > 0) {
            next = next();
            length += next;
        }
        return length;
    }

    private int next() throws IOException {
        left--;
        int next = in.read();
        return Math.max(next, 0);
    }
}
