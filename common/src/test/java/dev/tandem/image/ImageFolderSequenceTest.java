package dev.tandem.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.data.Batch;
import dev.tandem.data.ImageShape;
import dev.tandem.data.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

class ImageFolderSequenceTest {

    private static final ImageShape TINY = new ImageShape(2, 2, 1);

    @TempDir
    Path folder;

    /** Images of class {@code c} have the grey level 40 c + number, so that a pixel tells which image it is. */
    private void write(int... imagesPerClass) throws IOException {
        for (int label = 0; label < imagesPerClass.length; label++) {
            for (int i = 0; i < imagesPerClass[label]; i++) {
                int level = 40 * label + i;
                TestData.image(folder.resolve("class" + label + "/" + i + ".png"), "png", level * 0x10101, 2, 2);
            }
        }
    }

    private ImageFolderSequence open(int batchSize, long seed, ImageSubset subset) throws IOException {
        return ImageFolderSequence.open(folder.toString(), TINY, batchSize, 1, seed, subset);
    }

    /** The grey levels of all samples in order; checks the targets on the way. */
    private static List<Integer> levels(ImageFolderSequence sequence) {
        List<Integer> levels = new ArrayList<>();
        for (Batch batch : sequence) {
            for (int i = 0; i < batch.size(); i++) {
                int level = batch.inputs().get(0).getInt(i, 0, 1, 1);
                INDArray target = batch.targets().get(0).getRow(i);
                assertThat(target.getFloat(level / 40)).isEqualTo(1);
                assertThat(target.sumNumber().floatValue()).isEqualTo(1);
                levels.add(level);
            }
        }
        return levels;
    }

    @Test
    void onePass_holdsEachImageOnce_forAllBatchSizes() throws IOException {
        write(3, 1, 4);
        for (int batchSize = 1; batchSize <= 9; batchSize++) {
            ImageFolderSequence sequence = open(batchSize, 5, ImageSubset.all());
            assertThat(levels(sequence)).containsExactlyInAnyOrder(0, 1, 2, 40, 80, 81, 82, 83);
            assertThat(sequence.length()).isEqualTo((8 + batchSize - 1) / batchSize);
        }
    }

    @Test
    void order_isDrawnByTheSeed() throws IOException {
        write(10, 10);
        List<Integer> order = levels(open(4, 1, ImageSubset.all()));

        assertThat(levels(open(7, 1, ImageSubset.all())))
                .isEqualTo(order)
                .isNotEqualTo(order.stream().sorted().toList());
        assertThat(levels(open(4, 2, ImageSubset.all()))).isNotEqualTo(order);
    }

    @Test
    void split_isStratifiedAndDisjoint_forAllFractions() throws IOException {
        write(10, 4, 2, 1);
        for (int tenths = 1; tenths <= 9; tenths++) {
            List<Integer> training = levels(open(3, 9, ImageSubset.training(tenths / 10.0)));
            List<Integer> validation = levels(open(3, 9, ImageSubset.validation(tenths / 10.0)));
            Set<Integer> all = new HashSet<>(training);
            all.addAll(validation);
            assertThat(all).hasSize(17).hasSize(training.size() + validation.size());
            assertThat(validation.stream().filter(level -> level < 40).count()).isEqualTo(tenths);
            assertThat(validation.stream().filter(level -> level / 40 == 2).count())
                    .isEqualTo(1);
            assertThat(training).contains(120);
        }
    }

    @Test
    void split_isDrawnByTheSeed() throws IOException {
        write(20, 20);
        Set<Integer> one = new HashSet<>(levels(open(4, 1, ImageSubset.validation(0.3))));

        assertThat(new HashSet<>(levels(open(9, 1, ImageSubset.validation(0.3)))))
                .isEqualTo(one);
        assertThat(new HashSet<>(levels(open(4, 2, ImageSubset.validation(0.3)))))
                .isNotEqualTo(one);
    }

    @Test
    void classes_areSorted_andOtherFilesLeftOut() throws IOException {
        write(1, 1);
        TestData.image(folder.resolve("Zebra/a.JPG"), "jpg", 0, 2, 2);
        Files.writeString(folder.resolve("Zebra/notes.txt"), "x");
        Files.writeString(folder.resolve("README"), "x");
        Files.createDirectories(folder.resolve(".cache"));
        Files.createDirectories(folder.resolve("Zebra/nested.png"));
        ImageFolderSequence sequence = open(8, 1, ImageSubset.all());

        assertThat(sequence.classes()).containsExactly("Zebra", "class0", "class1");
        assertThat(sequence.samples()).isEqualTo(3);
        assertThat(sequence.imageShape()).isEqualTo(TINY);
        assertThat(sequence.preferredHosts(0, 1)).isEmpty();
    }

    @Test
    void input_isChannelsFirst_resizedAndScaled() throws IOException {
        TestData.image(folder.resolve("a/0.png"), "png", 0x204060, 5, 7);
        TestData.image(folder.resolve("b/0.png"), "png", 0x204060, 3, 2);
        Batch batch = ImageFolderSequence.open(folder.toString(), new ImageShape(4, 3, 3), 2, 0.5, 1)
                .get(0);

        INDArray input = batch.inputs().get(0);
        assertThat(input.shape()).containsExactly(2, 3, 4, 3);
        for (int channel = 0; channel < 3; channel++) {
            for (int i = 0; i < 2; i++) {
                assertThat(input.getFloat(i, channel, 3, 2)).isEqualTo(16 * (channel + 1));
            }
        }
    }

    @Test
    void sequence_travels() throws IOException, ClassNotFoundException {
        write(3, 4);
        ImageFolderSequence sequence = open(2, 1, ImageSubset.training(0.4));

        assertThat(levels(TestData.travelled(sequence, ImageFolderSequence.class)))
                .isEqualTo(levels(sequence));
    }

    @Test
    void emptyClassFolder_isNamed() throws IOException {
        write(1);
        Files.createDirectories(folder.resolve("empty"));
        assertThatIOException()
                .isThrownBy(() -> open(1, 1, ImageSubset.all()))
                .withMessage(folder + "/empty has no PNG or JPEG images: fill or remove this class folder");
    }

    @Test
    void missingFolder_fileAndFolderWithoutClasses_areNamed() throws IOException {
        assertThatIOException()
                .isThrownBy(() -> open(1, 1, ImageSubset.all()))
                .withMessage(folder + " has no class folders: it needs one folder per class, with the images in it");
        Path file = TestData.image(folder.resolve("a.png"), "png", 0, 2, 2);
        assertThatIOException()
                .isThrownBy(() -> ImageFolderSequence.open(file.toString(), TINY, 1, 1, 1))
                .withMessage(file + " is a file, but a folder is needed");
        assertThatIOException()
                .isThrownBy(() -> ImageFolderSequence.open(folder + "/none", TINY, 1, 1, 1))
                .withMessageStartingWith("Cannot find " + folder + "/none");
    }

    @Test
    void validationOfSingleImages_isRefused() throws IOException {
        write(1, 1);
        assertThatIOException()
                .isThrownBy(() -> open(1, 1, ImageSubset.validation(0.5)))
                .withMessage(folder + " has no images to validate: every class has only one image");
    }

    @Test
    void damagedImage_isNamed_whenItsBatchIsRead() throws IOException {
        write(4);
        Path file = folder.resolve("class0/2.png");
        Files.write(file, new byte[] {1, 2, 3});
        ImageFolderSequence sequence = open(1, 3, ImageSubset.all());
        int failures = 0;
        for (int index = 0; index < 4; index++) {
            try {
                sequence.get(index);
            } catch (IOException e) {
                failures++;
                assertThat(e).hasMessage(file + " is not a readable image: it is neither PNG nor JPEG");
            }
        }
        assertThat(failures).isEqualTo(1);
    }

    @Test
    void imageThatVanished_isNamed() throws IOException {
        write(1);
        ImageFolderSequence sequence = open(1, 3, ImageSubset.all());
        Files.delete(folder.resolve("class0/0.png"));

        assertThatIOException()
                .isThrownBy(() -> sequence.get(0))
                .withMessageStartingWith("Cannot find " + folder + "/class0/0.png");
    }

    @Test
    void impossibleArguments_areRefused() throws IOException {
        write(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(0, 1, ImageSubset.all()))
                .withMessage("Invalid batch_size: 0 (must be >= 1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ImageShape(2, 2, 4))
                .withMessage("Invalid channels: 4 (must be 1 or 3)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ImageShape(0, 2, 3))
                .withMessage("Invalid image size: 0 × 2 (height and width must be >= 1)");
        for (double split : new double[] {0, 1, -0.1, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ImageSubset.training(split))
                    .withMessage("Invalid validation_split: " + split
                            + " (must be between 0 and 1 with a subset, and 0 without)");
        }
        assertThatThrownBy(() -> open(2, 1, ImageSubset.all()).get(1))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("There is no batch 1: indices go from 0 to 0");
    }

    @Test
    void trashnet_photographsAreRead() throws IOException {
        Path real = TestData.real("trashnet");
        ImageFolderSequence sequence =
                ImageFolderSequence.open(real.toString(), new ImageShape(64, 64, 3), 32, 1 / 255.0, 1);

        Batch batch = sequence.get(0);
        assertThat(sequence.samples()).isEqualTo(2527);
        assertThat(sequence.classes()).containsExactly("cardboard", "glass", "metal", "paper", "plastic", "trash");
        assertThat(batch.inputs().get(0).minNumber().floatValue()).isBetween(0f, 0.2f);
        assertThat(batch.inputs().get(0).maxNumber().floatValue()).isBetween(0.8f, 1f);
        assertThat(batch.inputs().get(0).meanNumber().floatValue()).isBetween(0.4f, 0.8f);
        assertThat(Stream.of(batch.targets().get(0).sum(0).toFloatVector())
                        .mapToInt(counts -> counts.length)
                        .sum())
                .isEqualTo(6);
    }
}
