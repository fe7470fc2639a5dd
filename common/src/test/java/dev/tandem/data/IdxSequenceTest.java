package dev.tandem.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxSequenceTest {

    private static final int SAMPLES = 7;
    private static final int HEIGHT = 2;
    private static final int WIDTH = 3;

    @TempDir
    Path folder;

    private final byte[] pixels = new byte[SAMPLES * HEIGHT * WIDTH];
    private final byte[] classes = {0, 1, 2, 0, 1, 2, 1};
    private Path images;
    private Path labels;

    @BeforeEach
    void writeFiles() throws IOException {
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 6);
        }
        images = Files.write(folder.resolve("images"), TestData.idx(pixels, SAMPLES, HEIGHT, WIDTH));
        labels = Files.write(folder.resolve("labels"), TestData.idx(classes, SAMPLES));
    }

    @Test
    void batches_holdPixelsAndOneHotLabels_forAllBatchSizes() throws IOException {
        for (int batchSize = 1; batchSize <= SAMPLES + 1; batchSize++) {
            Sequence sequence = open(batchSize, 0.5);
            int sample = 0;
            for (int index = 0; index < sequence.length(); index++) {
                try (Batch batch = sequence.get(index)) {
                    assertThat(batch.inputs().get(0).shape()).containsExactly(batch.size(), 1, HEIGHT, WIDTH);
                    assertThat(batch.targets().get(0).shape()).containsExactly(batch.size(), 3);
                    for (int i = 0; i < batch.size(); i++, sample++) {
                        assertSample(batch, i, sample);
                    }
                }
            }
            assertThat(sample).isEqualTo(SAMPLES);
        }
    }

    @Test
    void notes_sayClassesSizeAndScale() throws IOException {
        assertThat(open(2, 0.5).notes())
                .isEqualTo(new DataNotes(
                        List.of("0", "1", "2"),
                        Map.of("image_size", List.of(HEIGHT, WIDTH, 1), "scale", 0.5, "class_mode", "categorical")));
    }

    private void assertSample(Batch batch, int row, int sample) {
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int pixel = Byte.toUnsignedInt(pixels[(sample * HEIGHT + y) * WIDTH + x]);
                assertThat(batch.inputs().get(0).getFloat(row, 0, y, x)).isEqualTo(pixel * 0.5f);
            }
        }
        for (int column = 0; column < 3; column++) {
            assertThat(batch.targets().get(0).getFloat(row, column)).isEqualTo(column == classes[sample] ? 1 : 0);
        }
    }

    @Test
    void gzip_isKnownByContent_notByName() throws IOException {
        Files.write(images, TestData.gzip(Files.readAllBytes(images)));
        Files.move(labels, labels = folder.resolve("labels.gz"));

        assertThat(open(4, 1).get(1)).isEqualTo(open(4, 1).get(1));
        assertThat(open(4, 1).get(1).inputs().get(0).getFloat(2, 0, 1, 2)).isEqualTo(pixels.length * 6 - 6);
    }

    @Test
    void gzip_inSeveralMembers_isRead() throws IOException {
        byte[] whole = Files.readAllBytes(images);
        byte[] first = TestData.gzip(Arrays.copyOfRange(whole, 0, 30));
        byte[] second = TestData.gzip(Arrays.copyOfRange(whole, 30, whole.length));
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        Batch expected = open(7, 1).get(0);
        Files.write(images, both);

        assertThat(open(7, 1).get(0)).isEqualTo(expected);
    }

    @Test
    void sequence_travels_andIsOpenedThere() throws IOException, ClassNotFoundException {
        IdxSequence sequence = open(4, 1);
        IdxSequence copy = TestData.travelled(sequence, IdxSequence.class);

        assertThat(copy.get(1)).isEqualTo(sequence.get(1));
        assertThat(TestData.travelled(sequence, IdxSequence.class).samples()).isEqualTo(SAMPLES);
    }

    @Test
    void sizes_areKnown() throws IOException {
        IdxSequence sequence = open(4, 1);

        assertThat(sequence.length()).isEqualTo(2);
        assertThat(sequence.samples()).isEqualTo(SAMPLES);
        assertThat(sequence.classes()).isEqualTo(3);
        assertThat(sequence.imageShape()).isEqualTo(new ImageShape(HEIGHT, WIDTH, 1));
        assertThat(sequence.preferredHosts(0, 2)).isEmpty();
    }

    @Test
    void inferClasses_takesOneMoreThanTheHighestLabel() throws IOException {
        assertThat(IdxSequence.inferClasses(images.toString(), labels.toString(), 4, 1)
                        .classes())
                .isEqualTo(3);
        Files.write(labels, TestData.idx(new byte[] {0, (byte) 200, 2, 0, 1, 2, 1}, SAMPLES));
        assertThat(IdxSequence.inferClasses(images.toString(), labels.toString(), 4, 1)
                        .classes())
                .isEqualTo(201);
    }

    @Test
    void anyTruncation_isNamed_plainAndGzip() throws IOException {
        byte[] plain = Files.readAllBytes(images);
        byte[] packed = TestData.gzip(plain);
        for (byte[] whole : new byte[][] {plain, packed}) {
            for (int length = 4; length < whole.length; length++) {
                Files.write(images, Arrays.copyOf(whole, length));
                assertThatIOException()
                        .as("%d of %d bytes", length, whole.length)
                        .isThrownBy(() -> open(4, 1))
                        .withMessage(images + " is truncated: it ends before all values that its header announces");
            }
        }
    }

    @Test
    void emptyFile_isNamed() throws IOException {
        Files.write(images, new byte[0]);
        assertThatIOException().isThrownBy(() -> open(4, 1)).withMessageStartingWith(images + " is truncated");
    }

    @Test
    void damagedGzip_isNamedWhenItIsRead() throws IOException {
        byte[] packed = TestData.gzip(Files.readAllBytes(images));
        packed[packed.length - 8] ^= 1;
        Files.write(images, packed);
        IdxSequence sequence = open(4, 1);

        assertThatIOException()
                .isThrownBy(() -> sequence.get(0))
                .withMessage(images + " is damaged: Corrupt GZIP trailer");
    }

    @Test
    void bytesAfterTheEnd_areNamed() throws IOException {
        byte[] whole = Files.readAllBytes(images);
        byte[] longer = Arrays.copyOf(whole, whole.length + 1);
        for (byte[] content : new byte[][] {longer, TestData.gzip(longer)}) {
            Files.write(images, content);
            assertThatIOException()
                    .isThrownBy(() -> open(4, 1))
                    .withMessage(images + " goes on after the 42 values that its header announces");
        }
    }

    @Test
    void swappedFiles_areNamed() {
        assertThatIOException()
                .isThrownBy(() -> new IdxSequence(labels.toString(), images.toString(), 4, 1, 3))
                .withMessage(labels + " is no IDX file of images: it starts with 0x00000801, not 0x00000803");
    }

    @Test
    void damagedHeader_isNamed() throws IOException {
        Files.write(images, TestData.idx(pixels, SAMPLES, 0, WIDTH));
        assertThatIOException()
                .isThrownBy(() -> open(4, 1))
                .withMessage(images + " has a damaged header: 7 samples of 0 × 3");
        Files.write(images, TestData.idx(pixels, SAMPLES, 1 << 20, 1 << 20));
        assertThatIOException().isThrownBy(() -> open(4, 1)).withMessageContaining("has a damaged header");
    }

    @Test
    void fewerLabelsThanImages_areNamed() throws IOException {
        Files.write(labels, TestData.idx(new byte[5], 5));
        assertThatIOException()
                .isThrownBy(() -> open(4, 1))
                .withMessage(labels + " has 5 labels, but " + images + " has 7 images: every image needs one label");
    }

    @Test
    void labelBeyondTheClasses_isNamedWithItsSample() throws IOException {
        classes[5] = 3;
        Files.write(labels, TestData.idx(classes, SAMPLES));
        IdxSequence sequence = open(4, 1);

        assertThat(sequence.get(0).size()).isEqualTo(4);
        assertThatIOException()
                .isThrownBy(() -> sequence.get(1))
                .withMessage(labels + " has the label 3 at sample 5: with classes 3 labels go from 0 to 2");
    }

    @Test
    void missingFileAndFolder_areNamed() {
        assertThatIOException()
                .isThrownBy(() -> new IdxSequence(folder + "/none", labels.toString(), 4, 1, 3))
                .withMessage("Cannot find " + folder + "/none: check the path, and that every machine can reach it");
        assertThatIOException()
                .isThrownBy(() -> new IdxSequence(folder.toString(), labels.toString(), 4, 1, 3))
                .withMessage(folder + " is a folder, but an IDX file is needed");
    }

    @Test
    void fileThatChanged_isNamed() throws IOException {
        IdxSequence sequence = open(4, 1);
        Files.write(images, TestData.idx(new byte[6], 1, HEIGHT, WIDTH));

        assertThatIOException()
                .isThrownBy(() -> sequence.get(0))
                .withMessageStartingWith(images + " has changed since the run started");
    }

    @Test
    void impossibleArguments_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(0, 1))
                .withMessage("Invalid batch_size: 0 (must be >= 1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(1, Double.NaN))
                .withMessage("Invalid scale: NaN (must be finite and not 0)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IdxSequence(images.toString(), labels.toString(), 4, 1, 0))
                .withMessage("Invalid classes: 0 (must be >= 1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IdxSequence(" ", labels.toString(), 4, 1, 3))
                .withMessage("Invalid path: \" \" (must not be blank)");
    }

    @Test
    void indexOutside_isRefused() throws IOException {
        IdxSequence sequence = open(4, 1);
        for (int index : new int[] {-1, 2}) {
            assertThatThrownBy(() -> sequence.get(index))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessage("There is no batch " + index + ": indices go from 0 to 1");
        }
    }

    @Test
    void fashionMnist_isReadWhole() throws IOException {
        Path real = TestData.real("fashion-mnist");
        IdxSequence sequence = IdxSequence.inferClasses(
                real.resolve("t10k-images-idx3-ubyte.gz").toString(),
                real.resolve("t10k-labels-idx1-ubyte.gz").toString(),
                256,
                1 / 255.0);

        double[] perClass = new double[10];
        for (Batch batch : sequence) {
            assertThat(batch.inputs().get(0).maxNumber().floatValue()).isEqualTo(1f);
            double[] sums = batch.targets().get(0).sum(0).toDoubleVector();
            Arrays.setAll(perClass, i -> perClass[i] + sums[i]);
            batch.close();
        }
        assertThat(sequence.length()).isEqualTo(40);
        assertThat(sequence.get(39).size()).isEqualTo(16);
        assertThat(perClass).containsOnly(1000);
    }

    private IdxSequence open(int batchSize, double scale) throws IOException {
        return new IdxSequence(images.toString(), labels.toString(), batchSize, scale, 3);
    }
}
