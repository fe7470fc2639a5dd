package dev.tandem.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.config.ImagesSource.Split;
import dev.tandem.config.SourceSection.Idx;
import dev.tandem.data.IdxSequence;
import dev.tandem.data.Sequence;
import dev.tandem.image.ClassMode;
import dev.tandem.image.ImageSequence;
import dev.tandem.image.Preprocessing;
import dev.tandem.image.Resize;
import dev.tandem.image.Shuffle;
import dev.tandem.model.ModelSource;
import dev.tandem.model.ZooTop;
import java.awt.image.BufferedImage;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TandemBuiltinsTest {

    private final TandemBuiltins builtins = new TandemBuiltins();

    @TempDir
    Path folder;

    private Idx idx(int images, int labels) throws IOException {
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(folder.resolve("images")))) {
            out.writeInt(0x803);
            out.writeInt(images);
            out.writeInt(2);
            out.writeInt(2);
            out.write(new byte[images * 4]);
        }
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(folder.resolve("labels")))) {
            out.writeInt(0x801);
            out.writeInt(labels);
            out.write(new byte[labels]);
        }
        return new Idx(
                folder.resolve("images").toString(), folder.resolve("labels").toString());
    }

    private ImagesSource images(Optional<Split> split, String... classes) throws IOException {
        for (String name : classes) {
            Path place = Files.createDirectories(folder.resolve("pictures").resolve(name));
            for (int i = 0; i < 5; i++) {
                ImageIO.write(
                        new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB),
                        "png",
                        place.resolve(i + ".png").toFile());
            }
        }
        return ImagesSource.of(folder.resolve("pictures").toString(), List.of(2, 2, 3), split);
    }

    private Sequence idx(Idx files, int batchSize, OptionalInt classes) throws IOException {
        return builtins.idx(new SourceSection(files, batchSize, 1.0), files, 0, classes);
    }

    private Sequence images(ImagesSource pictures, long seed, OptionalInt classes) throws IOException {
        return builtins.images(new SourceSection(pictures, 1, 1.0), pictures, seed, classes);
    }

    @Test
    void idx_isCutIntoBatches() throws IOException {
        assertThat(idx(idx(10, 10), 4, OptionalInt.of(10)).length()).isEqualTo(3);
        assertThat(idx(idx(10, 10), 5, OptionalInt.empty()).length()).isEqualTo(2);
    }

    @Test
    void idx_withFewerLabels_isRefused() throws IOException {
        Idx files = idx(10, 9);
        assertThatThrownBy(() -> idx(files, 4, OptionalInt.of(10)))
                .hasMessageContaining("has 9 labels, but")
                .hasMessageContaining("has 10 images");
    }

    @Test
    void images_areSplit() throws IOException {
        OptionalInt two = OptionalInt.of(2);
        assertThat(images(images(Optional.empty(), "a", "b"), 0, two).length()).isEqualTo(10);
        assertThat(images(images(Optional.of(new Split(0.2, "training")), "a", "b"), 0, two)
                        .length())
                .isEqualTo(8);
        assertThat(images(images(Optional.of(new Split(0.2, "validation")), "a", "b"), 0, two)
                        .length())
                .isEqualTo(2);
    }

    @Test
    void images_ofOtherClassesThanTheModels_areRefused() throws IOException {
        ImagesSource pictures = images(Optional.empty(), "a", "b");
        assertThatThrownBy(() -> images(pictures, 0, OptionalInt.of(3)))
                .hasMessage(
                        pictures.listing().path()
                                + " has 2 classes [a, b], which class_mode categorical makes 2 columns, but model.classes is 3");
    }

    @Test
    void images_ofClassModesThatTheZooDoesNotLearn_areRefused() throws IOException {
        ImagesSource plain = images(Optional.empty(), "a", "b");
        ImagesSource sparse = new ImagesSource(
                plain.listing(), plain.imageSize(), plain.resize(), ClassMode.SPARSE, plain.split(), plain.reading());
        ImagesSource binary = new ImagesSource(
                plain.listing(), plain.imageSize(), plain.resize(), ClassMode.BINARY, plain.split(), plain.reading());

        assertThat(images(binary, 0, OptionalInt.of(1)).length()).isEqualTo(10);
        assertThat(images(sparse, 0, OptionalInt.empty()).length()).isEqualTo(10);
        assertThatThrownBy(() -> images(sparse, 0, OptionalInt.of(2)))
                .hasMessage(
                        "class_mode is sparse, but models of the zoo learn a column for each class (give categorical,"
                                + " binary or multi_label, or a model of your own)");
    }

    @Test
    void idx_isShuffledAndChanged_ifWanted() throws IOException {
        Idx files = idx(10, 10);
        Idx shuffled = new Idx(files.images(), files.labels(), Shuffle.SAMPLES);
        SourceSection flipped = new SourceSection(files, 4, 1.0, Preprocessing.NONE, Map.of("horizontal_flip", true));

        assertThat(idx(files, 4, OptionalInt.of(10))).isInstanceOf(IdxSequence.class);
        assertThat(idx(shuffled, 4, OptionalInt.of(10))).isInstanceOf(ImageSequence.class);
        assertThat(builtins.idx(flipped, files, 0, OptionalInt.empty()))
                .isInstanceOf(ImageSequence.class)
                .hasSize(3);
    }

    @Test
    void images_areListedByAManifest() throws IOException {
        images(Optional.empty(), "a", "b");
        Path list =
                Files.writeString(folder.resolve("list.csv"), "path,label\npictures/a/1.png,x\npictures/b/2.png,y\n");
        ImagesSource listed = new ImagesSource(
                new ImagesSource.Listing("manifest", list.toString()),
                List.of(2, 2, 3),
                Resize.STRETCH,
                ClassMode.CATEGORICAL,
                Optional.empty(),
                images(Optional.empty()).reading());

        assertThat(images(listed, 0, OptionalInt.of(2)).notes().classes()).containsExactly("x", "y");
    }

    @Test
    void model_ofTheZoo() throws IOException {
        ModelSource source = new ModelSource.OfZoo(
                "mlp", List.of(2, 2, 1), 3, builtins.optimizer("adam", Map.of()), 42, ZooTop.PUBLISHED);
        assertThat(builtins.model(source).parameterCount()).isPositive();
    }

    @Test
    void sample_isWhatTheQuickstartReads() throws IOException {
        Path drawn = folder.resolve("drawn");
        new TandemBuiltins(new TandemBuiltins.SampleSize(3, 2)).drawSample(drawn, 42);
        ImagesSource train = ImagesSource.of(drawn.resolve("train").toString(), List.of(32, 32, 3), Optional.empty());
        assertThat(images(train, 42, OptionalInt.of(6)).length()).isEqualTo(18);
        ImagesSource validation =
                ImagesSource.of(drawn.resolve("validation").toString(), List.of(32, 32, 3), Optional.empty());
        assertThat(images(validation, 42, OptionalInt.of(6)).length()).isEqualTo(12);
    }

    @Test
    void metrics_byName() {
        assertThat(builtins.metric("top_3", Map.of()).name()).isEqualTo("top_3");
        assertThatThrownBy(() -> builtins.metric("auc", Map.of("k", 1)))
                .hasMessage("auc takes no options, but has [k]");
    }
}
