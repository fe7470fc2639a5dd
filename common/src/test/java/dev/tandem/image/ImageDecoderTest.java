package dev.tandem.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.tandem.data.DataFile;
import dev.tandem.data.TestData;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ImageDecoderTest {

    private static final DataFile FILE = new DataFile("file:/data/cat/7.img");

    private static BufferedImage noise() {
        Random random = new Random(1);
        BufferedImage image = new BufferedImage(24, 24, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 24 * 24; i++) {
            image.setRGB(i % 24, i / 24, random.nextInt(1 << 24));
        }
        return image;
    }

    @Test
    void anyTruncation_isRefused_ofPngAndJpeg() throws IOException {
        for (String format : new String[] {"png", "jpg"}) {
            byte[] whole = TestData.encoded(noise(), format);
            for (int length = 0; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThatIOException()
                        .as("%d of %d bytes of %s", length, whole.length, format)
                        .isThrownBy(() -> ImageDecoder.decode(FILE, cut))
                        .withMessageStartingWith("/data/cat/7.img is not a readable image: ");
            }
            assertThatCode(() -> ImageDecoder.decode(FILE, whole)).doesNotThrowAnyException();
        }
    }

    @Test
    void anyFlippedBit_ofPng_isRefused() throws IOException {
        byte[] whole = TestData.encoded(noise(), "png");
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 4;
            assertThatIOException()
                    .as("byte %d", i)
                    .isThrownBy(() -> ImageDecoder.decode(FILE, damaged))
                    .withMessageStartingWith("/data/cat/7.img is not a readable image: ");
        }
    }

    @Test
    void truncation_isSaidSo() throws IOException {
        byte[] png = TestData.encoded(noise(), "png");
        byte[] cut = Arrays.copyOf(png, png.length / 2);
        assertThatIOException()
                .isThrownBy(() -> ImageDecoder.decode(FILE, cut))
                .withMessage("/data/cat/7.img is not a readable image: it is truncated after " + cut.length + " bytes");
    }

    @Test
    void bytesAfterTheEnd_doNoHarm() throws IOException {
        for (String format : new String[] {"png", "jpg"}) {
            byte[] whole = TestData.encoded(noise(), format);
            byte[] longer = Arrays.copyOf(whole, whole.length + 10);

            assertThat(ImageDecoder.decode(FILE, longer).getRGB(5, 5))
                    .isEqualTo(ImageDecoder.decode(FILE, whole).getRGB(5, 5));
        }
    }

    @Test
    void truncatedPhotograph_isRefused() throws IOException {
        Path real = TestData.real("trashnet").resolve("glass/glass1.jpg");
        byte[] whole = Files.readAllBytes(real);
        for (int tenth = 1; tenth < 10; tenth++) {
            byte[] cut = Arrays.copyOf(whole, whole.length * tenth / 10);
            assertThatIOException()
                    .isThrownBy(() -> ImageDecoder.decode(FILE, cut))
                    .withMessageContaining("/data/cat/7.img");
        }
    }
}
