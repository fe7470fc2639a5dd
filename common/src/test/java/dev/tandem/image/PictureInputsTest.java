package dev.tandem.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.data.Batch;
import dev.tandem.data.ImageShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureInputsTest {

    private static final ImageShape SHAPE = new ImageShape(6, 5, 3);
    private static final int PICTURES = 4;

    @TempDir
    Path folder;

    private static PictureInputs inputs(Augmentation augmentation, Preprocessing preprocessing) {
        return new PictureInputs(
                new PictureReader(SHAPE, Resize.CROP, Decoder.NATIVE),
                new Preparation(augmentation, preprocessing, 1),
                3);
    }

    @Test
    void picturesElsewhere_becomeWhatFilesBecome() throws IOException {
        Augmentation changes = Augmentation.builder()
                .rotationRange(20)
                .horizontalFlip()
                .mixup(0.4)
                .build();
        for (int i = 0; i < PICTURES; i++) {
            Files.createDirectories(folder.resolve("class" + i % 2));
            Files.write(file(i), ImageFiles.jpeg(ImageFiles.gradient(9 + i, 14)));
        }
        ImageSequence files = ImageSequence.fromDirectory(folder.toString())
                .imageSize(SHAPE)
                .resize(Resize.CROP)
                .batchSize(PICTURES)
                .seed(3)
                .shuffle(Shuffle.NONE)
                .augment(changes)
                .preprocess(Preprocessing.TORCH)
                .open();
        PictureInputs cells = inputs(changes, Preprocessing.TORCH);

        for (int pass = 0; pass < 3; pass++) {
            float[] inputs = new float[PICTURES * SHAPE.values()];
            float[] targets = {1, 0, 1, 0, 0, 1, 0, 1};
            List<Integer> order = List.of(0, 2, 1, 3);
            for (int i = 0; i < PICTURES; i++) {
                cells.write(Files.readAllBytes(file(order.get(i))), pass, i, inputs, i * SHAPE.values());
            }
            cells.mix(pass, 0, inputs, targets, PICTURES);
            try (Batch batch = files.get(0)) {
                assertThat(inputs).isEqualTo(batch.inputs().get(0).data().asFloat());
                assertThat(targets).isEqualTo(batch.targets().get(0).data().asFloat());
            }
            files.onEpochEnd();
        }
        assertThat(files.notes().preparation()).containsAllEntriesOf(cells.notes());
        assertThat(cells.notes()).containsOnlyKeys("image_size", "resize", "decoder", "preprocess");
    }

    private Path file(int picture) {
        return folder.resolve("class" + picture % 2 + "/" + picture + ".jpg");
    }

    @Test
    void bytesThatAreNoPicture_areRefused() {
        assertThatThrownBy(() -> inputs(Augmentation.NONE, Preprocessing.NONE)
                        .write(new byte[] {1, 2, 3}, 0, 0, new float[SHAPE.values()], 0))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("not a readable image: ");
    }

    @Test
    void greyPictures_ofModesThatNeedColours_areRefused() {
        PictureReader grey = new PictureReader(new ImageShape(2, 2, 1), Resize.STRETCH, Decoder.JAVA);

        assertThatThrownBy(() -> new PictureInputs(grey, new Preparation(Augmentation.NONE, Preprocessing.TORCH, 1), 0))
                .hasMessageStartingWith("Cannot preprocess pictures of 1 channel as torch does");
    }
}
