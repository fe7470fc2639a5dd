package dev.tandem.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.airlift.compress.lz4.Lz4Compressor;
import io.airlift.compress.snappy.SnappyCompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;

final class PackedBytesTest {

    private static OptionalLong unpacked(CompressionCodecName codec, byte[] bytes, int length) throws IOException {
        return PackedBytes.unpacked(codec, new ByteArrayInputStream(bytes), length);
    }

    /** Of few different values, in runs of all lengths, so that literals and matches are long and short. */
    private static byte[] values(int length) {
        Random random = new Random(length);
        byte[] values = new byte[length];
        for (int i = 0; i < length; ) {
            int run = Math.min(length - i, 1 + random.nextInt(1 << random.nextInt(10)));
            byte value = (byte) random.nextInt();
            boolean noise = random.nextBoolean();
            for (int j = 0; j < run; j++) {
                values[i++] = noise ? (byte) random.nextInt() : value;
            }
        }
        return values;
    }

    @Test
    void lz4_unpacksToWhatWasPacked() throws IOException {
        for (int length = 1; length < 3000; length += 1 + length / 50) {
            Lz4Compressor lz4 = new Lz4Compressor();
            byte[] packed = new byte[lz4.maxCompressedLength(length)];
            int bytes = lz4.compress(values(length), 0, length, packed, 0, packed.length);

            assertThat(unpacked(CompressionCodecName.LZ4_RAW, packed, bytes)).hasValue(length);
            for (int cut = 1; cut < bytes; cut += 1 + bytes / 40) {
                assertThat(unpacked(CompressionCodecName.LZ4_RAW, Arrays.copyOf(packed, cut), cut)
                                .getAsLong())
                        .isLessThan(length);
            }
        }
    }

    @Test
    void snappy_unpacksToWhatWasPacked() throws IOException {
        for (int length : new int[] {1, 127, 128, 16383, 16384, 300_000}) {
            SnappyCompressor snappy = new SnappyCompressor();
            byte[] packed = new byte[snappy.maxCompressedLength(length)];
            int bytes = snappy.compress(values(length), 0, length, packed, 0, packed.length);

            assertThat(unpacked(CompressionCodecName.SNAPPY, packed, bytes)).hasValue(length);
        }
    }

    @Test
    void lengthThatDoesNotEnd_isDamaged() throws IOException {
        byte[] endless = new byte[40];
        Arrays.fill(endless, (byte) 0xFF);

        assertThat(unpacked(CompressionCodecName.SNAPPY, endless, 40)).hasValue(PackedBytes.DAMAGED);
        assertThat(unpacked(CompressionCodecName.LZ4_RAW, endless, 40)).hasValue(PackedBytes.DAMAGED);
    }

    @Test
    void otherCodecs_tellNothing() throws IOException {
        assertThat(unpacked(CompressionCodecName.UNCOMPRESSED, new byte[9], 9)).hasValue(9);
        assertThat(unpacked(CompressionCodecName.ZSTD, new byte[9], 9)).isEmpty();
    }
}
