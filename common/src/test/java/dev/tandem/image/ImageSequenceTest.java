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
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class ImageSequenceTest {

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

    private ImageSequenceBuilder options() {
        return ImageSequence.fromDirectory(folder.toString()).imageSize(TINY);
    }

    private ImageSequence part(long seed, ImageSubset subset) throws IOException {
        return options().batchSize(3).seed(seed).subset(subset).open();
    }

    /** The grey levels of all samples of the current pass in order; checks the targets on the way. */
    private static List<Integer> levels(ImageSequence sequence) {
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

    @ParameterizedTest
    @EnumSource
    void everyPass_holdsEachImageOnce_forAllBatchSizes(Shuffle shuffle) throws IOException {
        write(3, 1, 4);
        for (int batchSize = 1; batchSize <= 9; batchSize++) {
            ImageSequence sequence =
                    options().batchSize(batchSize).seed(5).shuffle(shuffle).open();
            assertThat(sequence.length()).isEqualTo((8 + batchSize - 1) / batchSize);
            for (int pass = 0; pass < 4; pass++) {
                assertThat(levels(sequence)).containsExactlyInAnyOrder(0, 1, 2, 40, 80, 81, 82, 83);
                sequence.onEpochEnd();
            }
        }
    }

    @Test
    void samples_areMixedAnewInEachPass_batchesOnce_orNothing() throws IOException {
        write(10, 10);
        for (Shuffle shuffle : Shuffle.values()) {
            ImageSequence sequence = options().seed(1).shuffle(shuffle).open();
            List<Integer> first = levels(sequence);
            assertThat(levels(sequence)).isEqualTo(first);
            sequence.onEpochEnd();
            List<Integer> second = levels(sequence);

            List<Integer> sorted = first.stream().sorted().toList();
            assertThat(first.equals(sorted)).isEqualTo(shuffle == Shuffle.NONE);
            assertThat(second.equals(first)).isEqualTo(shuffle != Shuffle.SAMPLES);
        }
    }

    @Test
    void order_isDrawnByTheSeed_andNotByTheBatchSize() throws IOException {
        write(10, 10);
        List<Integer> order = levels(options().batchSize(4).seed(1).open());

        assertThat(levels(options().batchSize(7).seed(1).open())).isEqualTo(order);
        assertThat(levels(options().batchSize(4).seed(2).open())).isNotEqualTo(order);
    }

    @Test
    void split_isStratifiedAndDisjoint_forAllFractions() throws IOException {
        write(10, 4, 2, 1);
        for (int tenths = 1; tenths <= 9; tenths++) {
            List<Integer> training = levels(part(9, ImageSubset.training(tenths / 10.0)));
            List<Integer> validation = levels(part(9, ImageSubset.validation(tenths / 10.0)));
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
        Set<Integer> one = new HashSet<>(levels(part(1, ImageSubset.validation(0.3))));

        assertThat(new HashSet<>(levels(part(1, ImageSubset.validation(0.3))))).isEqualTo(one);
        assertThat(new HashSet<>(levels(part(2, ImageSubset.validation(0.3))))).isNotEqualTo(one);
    }

    @Test
    void classes_areSorted_andOtherFilesLeftOut() throws IOException {
        write(1, 1);
        TestData.image(folder.resolve("Zebra/a.JPG"), "jpg", 0, 2, 2);
        Files.writeString(folder.resolve("Zebra/notes.txt"), "x");
        Files.writeString(folder.resolve("README"), "x");
        Files.createDirectories(folder.resolve(".cache"));
        Files.createDirectories(folder.resolve("Zebra/nested.png"));
        ImageSequence sequence = options().open();

        assertThat(sequence.classes()).containsExactly("Zebra", "class0", "class1");
        assertThat(sequence.samples()).isEqualTo(3);
        assertThat(sequence.imageShape()).isEqualTo(TINY);
        assertThat(sequence.preferredHosts(0, 1)).isEmpty();
    }

    @Test
    void input_isChannelsFirst_resizedAndScaled() throws IOException {
        TestData.image(folder.resolve("a/0.png"), "png", 0x204060, 5, 7);
        TestData.image(folder.resolve("b/0.png"), "png", 0x204060, 3, 2);
        Batch batch = options().imageSize(4, 3, 3).scale(0.5).open().get(0);

        INDArray input = batch.inputs().get(0);
        assertThat(input.shape()).containsExactly(2, 3, 4, 3);
        for (int channel = 0; channel < 3; channel++) {
            for (int i = 0; i < 2; i++) {
                assertThat(input.getFloat(i, channel, 3, 2)).isEqualTo(16 * (channel + 1));
            }
        }
    }

    @Test
    void classModes_makeKerassTargets() throws IOException {
        write(1, 1);
        ImageSequenceBuilder options = options().shuffle(Shuffle.NONE).scale(0.5);

        assertThat(targets(options.classMode(ClassMode.CATEGORICAL))).isEqualTo(new float[][] {{1, 0}, {0, 1}});
        assertThat(targets(options.classMode(ClassMode.MULTI_LABEL))).isEqualTo(new float[][] {{1, 0}, {0, 1}});
        assertThat(targets(options.classMode(ClassMode.BINARY))).isEqualTo(new float[][] {{0}, {1}});
        assertThat(targets(options.classMode(ClassMode.SPARSE))).isEqualTo(new float[][] {{0}, {1}});
        try (Batch batch = options.classMode(ClassMode.INPUT).open().get(0)) {
            assertThat(batch.targets()).isEqualTo(batch.inputs());
            assertThat(batch.targets().get(0)).isNotSameAs(batch.inputs().get(0));
            assertThat(batch.targets().get(0).getFloat(1, 0, 1, 1)).isEqualTo(20);
        }
    }

    private static float[][] targets(ImageSequenceBuilder options) throws IOException {
        try (Batch batch = options.open().get(0)) {
            return batch.targets().get(0).toFloatMatrix();
        }
    }

    @Test
    void binary_needsTwoClasses() throws IOException {
        write(1, 1, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options().classMode(ClassMode.BINARY).open())
                .withMessage(
                        "Invalid class_mode: binary (needs exactly 2 classes, but there are 3: class0, class1, class2)");
    }

    @Test
    void changes_dependOnSeedPassAndSample_notOnItsPlace() throws IOException {
        for (int i = 0; i < 6; i++) {
            Files.createDirectories(folder.resolve("a"));
            Files.write(folder.resolve("a/" + i + ".png"), ImageFiles.png(ImageFiles.noise(8, 8)));
        }
        Augmentation shift = Augmentation.builder().rotationRange(90).build();
        ImageSequenceBuilder options =
                options().imageSize(8, 8, 1).augment(shift).shuffle(Shuffle.NONE);
        ImageSequence sequence = options.batchSize(2).open();
        ImageSequence other = options.batchSize(3).open();

        Set<Float> sums = new HashSet<>();
        for (int pass = 0; pass < 3; pass++) {
            List<float[]> found = pictures(sequence);
            List<float[]> same = pictures(other);
            for (int i = 0; i < 6; i++) {
                assertThat(found.get(i)).isEqualTo(same.get(i));
                assertThat(found.get(i)).isEqualTo(sequence.preview(i, pass).changed());
                sums.add(found.get(i)[9]);
            }
            sequence.onEpochEnd();
            other.onEpochEnd();
        }
        assertThat(sums).hasSizeGreaterThan(15);
        assertThat(pictures(options.seed(7).open()).get(0))
                .isNotEqualTo(pictures(options.seed(8).open()).get(0));
    }

    private static List<float[]> pictures(ImageSequence sequence) {
        List<float[]> pictures = new ArrayList<>();
        for (Batch batch : sequence) {
            INDArray input = batch.inputs().get(0);
            for (int i = 0; i < batch.size(); i++) {
                pictures.add(input.slice(i).dup('c').data().asFloat());
            }
        }
        return pictures;
    }

    @Test
    void preprocessing_comesAfterChanges() throws IOException {
        write(2);
        ImageSequence sequence = options()
                .imageSize(1, 1, 3)
                .shuffle(Shuffle.NONE)
                .preprocess(Preprocessing.named("mobilenet"))
                .augment(Augmentation.builder().brightnessRange(2, 2).build())
                .open();

        assertThat(pictures(sequence).get(1)).containsOnly(2 / 127.5f - 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options()
                        .scale(0.5)
                        .preprocess(Preprocessing.named("densenet"))
                        .open())
                .withMessage("Invalid scale: 0.5 with preprocess torch, which scales by itself (give one of the two)");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        options().preprocess(Preprocessing.named("densenet")).open())
                .withMessageStartingWith("Cannot preprocess pictures of 1 channel as torch does");
    }

    @Test
    void mixing_mixesInputsAndTargetsAlike() throws IOException {
        write(1, 1, 1, 1);
        ImageSequenceBuilder options =
                options().augment(Augmentation.builder().mixup(1).build());
        try (Batch batch = options.seed(3).open().get(0)) {
            for (int i = 0; i < 4; i++) {
                INDArray shares = batch.targets().get(0).getRow(i);
                float expected = 40 * (shares.getFloat(1) + 2 * shares.getFloat(2) + 3 * shares.getFloat(3));
                assertThat(batch.inputs().get(0).getFloat(i, 0, 0, 0))
                        .isCloseTo(expected, org.assertj.core.data.Offset.offset(1e-3f));
                assertThat(shares.sumNumber().floatValue()).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-6f));
            }
            assertThat(batch.targets().get(0).toFloatMatrix()[0]).doesNotContain(1f);
        }
        for (ClassMode mode : List.of(ClassMode.SPARSE, ClassMode.INPUT)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> options.classMode(mode).open())
                    .withMessage("Invalid class_mode: " + mode.keyword()
                            + " (mixup and cutmix need a column for each class: categorical or multi_label)");
        }
    }

    @Test
    void sequence_travels_inItsPass() throws IOException, ClassNotFoundException {
        write(3, 4);
        ImageSequence sequence = part(1, ImageSubset.training(0.4));
        sequence.onEpochEnd();

        assertThat(levels(TestData.travelled(sequence, ImageSequence.class))).isEqualTo(levels(sequence));
    }

    @Test
    void unlabelled_takesAllOfAFolderByPath() throws IOException {
        write(1, 2);
        Files.createDirectories(folder.resolve("class0/deeper"));
        try (Stream<Path> images = Files.list(folder.resolve("class0"))) {
            Path image = images.filter(Files::isRegularFile).findFirst().orElseThrow();
            Files.copy(image, folder.resolve("class0/deeper/x.png"));
            Files.copy(image, folder.resolve("a.png"));
            Files.writeString(folder.resolve("notes.txt"), "no picture");
        }
        ImageSequence pictures =
                ImageSequence.unlabelled(folder.toString()).imageSize(TINY).open();
        List<String> names = new ArrayList<>();
        for (int sample = 0; sample < pictures.samples(); sample++) {
            names.add(folder.relativize(Path.of(pictures.nameOf(sample))).toString());
        }
        assertThat(names).hasSize(5).isSorted().startsWith("a.png").contains("class0/deeper/x.png");
        assertThat(pictures.classes()).isEmpty();
        assertThat(pictures.get(0).size()).isEqualTo(5);

        ImageSequence one = ImageSequence.unlabelled(folder.resolve("a.png").toString())
                .imageSize(TINY)
                .open();
        assertThat(one.samples()).isEqualTo(1);
        assertThat(one.nameOf(0)).isEqualTo(folder.resolve("a.png").toString());
    }

    @Test
    void unlabelled_withoutPictures_isNamed() {
        assertThatThrownBy(() -> ImageSequence.unlabelled(folder.toString()).open())
                .hasMessage(folder + " has no PNG or JPEG images, nor have the folders in it");
    }

    @Test
    void notes_sayClassesAndPreparation() throws IOException {
        write(1, 1);
        assertThat(options().scale(0.5).resize(Resize.CROP).open().notes())
                .isEqualTo(new dev.tandem.data.DataNotes(
                        List.of("class0", "class1"),
                        Map.of(
                                "image_size",
                                List.of(2, 2, 1),
                                "resize",
                                "crop",
                                "decoder",
                                "native",
                                "scale",
                                0.5,
                                "class_mode",
                                "categorical")));
        assertThat(options().preprocess(Preprocessing.TF).open().notes().preparation())
                .containsEntry("preprocess", "tf")
                .doesNotContainKey("scale");
    }

    @Test
    void idxFiles_areASourceToo() throws IOException {
        byte[] pixels = new byte[5 * 6];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i + 200);
        }
        Path images = Files.write(folder.resolve("images"), TestData.idx(pixels, 5, 2, 3));
        Path labels = Files.write(folder.resolve("labels"), TestData.idx(new byte[] {2, 0, 1, 2, 0}, 5));
        ImageSequence sequence = ImageSequence.fromIdx(images.toString(), labels.toString(), 3)
                .shuffle(Shuffle.NONE)
                .batchSize(2)
                .open();

        assertThat(sequence.imageShape()).isEqualTo(new ImageShape(2, 3, 1));
        assertThat(sequence.get(1).inputs().get(0).ravel().toFloatVector())
                .containsExactly(212, 213, 214, 215, 216, 217, 218, 219, 220, 221, 222, 223);
        assertThat(sequence.get(1).targets().get(0).toFloatMatrix()).isEqualTo(new float[][] {{0, 1, 0}, {0, 0, 1}});
        assertThat(sequence.caption(0)).isEqualTo("2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageSequence.fromIdx(images.toString(), labels.toString(), 3)
                        .subset(ImageSubset.training(0.5))
                        .open())
                .withMessage("Invalid validation_split: IDX files have a pair for each part (give none)");
    }

    @Test
    void emptyClassFolder_isNamed() throws IOException {
        write(1);
        Files.createDirectories(folder.resolve("empty"));
        assertThatIOException()
                .isThrownBy(() -> options().open())
                .withMessage(folder + "/empty has no PNG or JPEG images: fill or remove this class folder");
    }

    @Test
    void missingFolder_fileAndFolderWithoutClasses_areNamed() throws IOException {
        assertThatIOException()
                .isThrownBy(() -> options().open())
                .withMessage(folder + " has no class folders: it needs one folder per class, with the images in it");
        Path file = TestData.image(folder.resolve("a.png"), "png", 0, 2, 2);
        assertThatIOException()
                .isThrownBy(() -> ImageSequence.fromDirectory(file.toString()).open())
                .withMessage(file + " is a file, but a folder is needed");
        assertThatIOException()
                .isThrownBy(() -> ImageSequence.fromDirectory(folder + "/none").open())
                .withMessageStartingWith("Cannot find " + folder + "/none");
    }

    @Test
    void validationOfSingleImages_isRefused() throws IOException {
        write(1, 1);
        assertThatIOException()
                .isThrownBy(() -> part(1, ImageSubset.validation(0.5)))
                .withMessage(folder + " has no images to validate: every class has only one image");
    }

    @Test
    void damagedImage_isNamed_whenItsBatchIsRead() throws IOException {
        write(4);
        Path file = folder.resolve("class0/2.png");
        Files.write(file, new byte[] {1, 2, 3});
        ImageSequence sequence = options().batchSize(1).shuffle(Shuffle.NONE).open();

        assertThat(sequence.get(1).size()).isEqualTo(1);
        assertThatIOException()
                .isThrownBy(() -> sequence.get(2))
                .withMessage(file + " is not a readable image: it is neither PNG nor JPEG");
    }

    @Test
    void imageThatVanished_isNamed() throws IOException {
        write(1);
        ImageSequence sequence = options().open();
        Files.delete(folder.resolve("class0/0.png"));

        assertThatIOException()
                .isThrownBy(() -> sequence.get(0))
                .withMessageStartingWith("Cannot find " + folder + "/class0/0.png");
    }

    @Test
    void impossibleArguments_areRefused() throws IOException {
        write(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options().batchSize(0).open())
                .withMessage("Invalid batch_size: 0 (must be >= 1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options().imageSize(30_000, 30_000, 1).open())
                .withMessage("Invalid batch_size: 32 (pictures of 900000000 values must stay below 2 GiB in a batch)");
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
        assertThatThrownBy(() -> options().open().get(1))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("There is no batch 1: indices go from 0 to 0");
    }

    @Test
    void trashnet_photographsAreRead_theSameByBothDecoders() throws IOException {
        Path real = TestData.real("trashnet");
        ImageSequenceBuilder options = ImageSequence.fromDirectory(real.toString())
                .imageSize(100, 100, 3)
                .scale(1 / 255.0)
                .seed(1);
        ImageSequence sequence = options.open();

        Batch batch = sequence.get(0);
        assertThat(batch.inputs())
                .isEqualTo(options.decoder(Decoder.JAVA).open().get(0).inputs());
        assertThat(sequence.samples()).isEqualTo(2527);
        assertThat(sequence.classes()).containsExactly("cardboard", "glass", "metal", "paper", "plastic", "trash");
        assertThat(batch.inputs().get(0).minNumber().floatValue()).isBetween(0f, 0.2f);
        assertThat(batch.inputs().get(0).maxNumber().floatValue()).isBetween(0.8f, 1f);
        assertThat(batch.inputs().get(0).meanNumber().floatValue()).isBetween(0.4f, 0.8f);
        assertThat(batch.targets().get(0).shape()).containsExactly(32, 6);
    }
}
