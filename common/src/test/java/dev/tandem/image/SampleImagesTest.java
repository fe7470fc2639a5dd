package dev.tandem.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleImagesTest {

    @TempDir
    Path folder;

    private static SortedMap<String, Integer> contents(Path root) throws IOException {
        SortedMap<String, Integer> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root).filter(Files::isRegularFile)) {
            for (Path file : files.toList()) {
                contents.put(root.relativize(file).toString(), Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        return contents;
    }

    @Test
    void everyClass_getsItsPictures() throws IOException {
        Path target = folder.resolve("data/shapes");
        assertThat(SampleImages.write(target, 1, 3, 2)).isTrue();

        for (String name : SampleImages.classes()) {
            assertThat(contents(target.resolve("train").resolve(name)).keySet())
                    .containsExactly("0000.png", "0001.png", "0002.png");
            assertThat(contents(target.resolve("validation").resolve(name)).keySet())
                    .containsExactly("0000.png", "0001.png");
        }
        assertThat(SampleImages.classes()).containsExactly("circle", "cross", "ring", "square", "star", "triangle");
        BufferedImage picture =
                ImageIO.read(target.resolve("train/star/0000.png").toFile());
        assertThat(picture.getWidth()).isEqualTo(32);
        assertThat(picture.getHeight()).isEqualTo(32);
        assertThat(picture.getColorModel().getNumComponents()).isEqualTo(3);
        try (Stream<Path> siblings = Files.list(target.getParent())) {
            assertThat(siblings).containsExactly(target);
        }
    }

    @Test
    void seed_decidesTheBytes() throws IOException {
        SampleImages.write(folder.resolve("a"), 1, 2, 2);
        SampleImages.write(folder.resolve("b"), 1, 2, 2);
        SampleImages.write(folder.resolve("c"), 2, 2, 2);

        assertThat(contents(folder.resolve("b"))).isEqualTo(contents(folder.resolve("a")));
        assertThat(contents(folder.resolve("c"))).isNotEqualTo(contents(folder.resolve("a")));
    }

    @Test
    void pictures_areAllDifferent() throws IOException {
        SampleImages.write(folder.resolve("a"), 1, 20, 20);

        assertThat(contents(folder.resolve("a")).values()).doesNotHaveDuplicates();
    }

    @Test
    void completeSet_isLeftAlone() throws IOException {
        SampleImages.write(folder.resolve("a"), 1, 1, 1);
        Path picture = folder.resolve("a/train/ring/0000.png");
        Files.writeString(picture, "untouched");

        assertThat(SampleImages.write(folder.resolve("a"), 1, 1, 1)).isFalse();
        assertThat(picture).hasContent("untouched");
    }

    @Test
    void emptyFolder_isFilled() throws IOException {
        Files.createDirectory(folder.resolve("a"));

        assertThat(SampleImages.write(folder.resolve("a"), 1, 1, 1)).isTrue();
        assertThat(folder.resolve("a/train/ring/0000.png")).exists();
    }

    @Test
    void otherContent_isRefusedAndKept() throws IOException {
        Path other = Files.createDirectory(folder.resolve("a")).resolve("thesis.txt");
        Files.writeString(other, "x");

        assertThatIOException()
                .isThrownBy(() -> SampleImages.write(folder.resolve("a"), 1, 1, 1))
                .withMessage(folder + "/a is in use by something else: take another directory for sample images");
        assertThat(contents(folder)).containsOnlyKeys("a/thesis.txt");
    }

    @Test
    void otherSampleImages_areRefused() throws IOException {
        SampleImages.write(folder.resolve("a"), 1, 1, 1);

        assertThatIOException()
                .isThrownBy(() -> SampleImages.write(folder.resolve("a"), 2, 1, 1))
                .withMessage(folder + "/a holds other sample images (seed=1, train_per_class=1, validation_per_class=1,"
                        + " wanted seed=2, train_per_class=1, validation_per_class=1): delete it or take another"
                        + " directory");
    }

    @Test
    void impossibleNumbers_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleImages.write(folder, 1, 0, 1))
                .withMessage("Invalid number of train pictures per class: 0 (must be 1 to 9999)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleImages.write(folder, 1, 1, 10000))
                .withMessage("Invalid number of validation pictures per class: 10000 (must be 1 to 9999)");
    }
}
