package dev.tandem.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.data.DataFile;
import dev.tandem.data.ImageShape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MutatedImagesTest {

    private static final int FILES = 300;

    @ParameterizedTest
    @EnumSource
    void mutatedFiles_areReadOrRefusedByName(Decoder decoder) {
        BufferedImage picture = ImageFiles.gradient(40, 56);
        byte[][] whole = {ImageFiles.png(picture), ImageFiles.jpeg(picture), ImageFiles.progressiveJpeg(picture)};
        PictureReader reader = new PictureReader(new ImageShape(16, 16, 3), Resize.STRETCH, decoder);
        Random random = new Random(5);
        int refused = 0;
        for (int i = 0; i < FILES; i++) {
            byte[] file = mutated(whole[i % whole.length], random);
            DataFile name = new DataFile("file:/data/" + i);
            try {
                assertThat(reader.read(name, file).levels()).hasSize(16 * 16 * 3);
            } catch (IOException e) {
                refused++;
                assertThat(e).hasMessageStartingWith("/data/" + i + " is not a readable image: ");
            }
        }
        assertThat(refused).isGreaterThan(FILES / 2);
    }

    /** Cut, with flipped bits, or with a header of random bytes; checksums are right, so that the decoder is reached. */
    private static byte[] mutated(byte[] whole, Random random) {
        byte[] file = whole.clone();
        switch (random.nextInt(3)) {
            case 0 -> file = Arrays.copyOf(file, random.nextInt(file.length));
            case 1 -> {
                for (int flips = random.nextInt(10); flips >= 0; flips--) {
                    file[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            default -> {
                for (int changes = random.nextInt(6); changes >= 0; changes--) {
                    file[2 + random.nextInt(Math.min(file.length - 2, 200))] = (byte) random.nextInt();
                }
            }
        }
        if (PngChunks.isPng(file)) {
            mend(ByteBuffer.wrap(file));
        }
        return file;
    }

    private static void mend(ByteBuffer png) {
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
