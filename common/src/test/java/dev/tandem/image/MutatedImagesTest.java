package dev.tandem.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.data.DamagedFiles;
import dev.tandem.data.DataFile;
import dev.tandem.data.ImageShape;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MutatedImagesTest {

    private static final int FILES = 300;

    /** What may be allocated on the heap for a picture of a few thousand bytes. */
    private static final long MOST_BYTES = 64L << 20;

    @ParameterizedTest
    @EnumSource
    void mutatedFiles_areReadOrRefusedByName(Decoder decoder) {
        BufferedImage picture = ImageFiles.gradient(40, 56);
        byte[][] whole = {ImageFiles.png(picture), ImageFiles.jpeg(picture), ImageFiles.progressiveJpeg(picture)};
        PictureReader reader = new PictureReader(new ImageShape(16, 16, 3), Resize.STRETCH, decoder);
        Random random = new Random(5);
        int refused = 0;
        for (int i = 0; i < FILES; i++) {
            byte[] file = DamagedFiles.damaged(whole[i % whole.length], random, 200, 0);
            mend(file);
            DataFile name = new DataFile("file:/data/" + i);
            Optional<String> refusal = DamagedFiles.refusal(
                    name.toString(),
                    MOST_BYTES,
                    () -> assertThat(reader.read(name, file).levels()).hasSize(16 * 16 * 3));
            if (refusal.isPresent()) {
                refused++;
                assertThat(refusal.get()).startsWith("/data/" + i + " is not a readable image: ");
            }
        }
        assertThat(refused).isGreaterThan(FILES / 2);
    }

    /** Gives a PNG file right checksums, so that the decoder is reached. */
    private static void mend(byte[] file) {
        if (!PngChunks.isPng(file)) {
            return;
        }
        ByteBuffer png = ByteBuffer.wrap(file);
        int at = 8;
        while (at + 12 <= png.capacity() && png.getInt(at) >= 0 && png.getInt(at) <= png.capacity() - at - 12) {
            int length = png.getInt(at);
            CRC32 crc = new CRC32();
            crc.update(png.array(), at + 4, length + 4);
            png.putInt(at + 8 + length, (int) crc.getValue());
            at += 12 + length;
        }
    }
}
