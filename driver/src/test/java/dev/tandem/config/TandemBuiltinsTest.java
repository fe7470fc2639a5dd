package dev.tandem.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.config.SourceSection.Idx;
import dev.tandem.config.SourceSection.Images;
import dev.tandem.config.SourceSection.Split;
import dev.tandem.model.ModelSource;
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

    private Images images(Optional<Split> split, String... classes) throws IOException {
        for (String name : classes) {
            Path place = Files.createDirectories(folder.resolve("pictures").resolve(name));
            for (int i = 0; i < 5; i++) {
                ImageIO.write(
                        new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB),
                        "png",
                        place.resolve(i + ".png").toFile());
            }
        }
        return new Images(folder.resolve("pictures").toString(), List.of(2, 2, 3), split);
    }

    @Test
    void idx_isCutIntoBatches() throws IOException {
        assertThat(builtins.idx(idx(10, 10), 4, 1.0, OptionalInt.of(10)).length())
                .isEqualTo(3);
        assertThat(builtins.idx(idx(10, 10), 5, 1.0, OptionalInt.empty()).length())
                .isEqualTo(2);
    }

    @Test
    void idx_withFewerLabels_isRefused() throws IOException {
        Idx files = idx(10, 9);
        assertThatThrownBy(() -> builtins.idx(files, 4, 1.0, OptionalInt.of(10)))
                .hasMessageContaining("has 9 labels, but")
                .hasMessageContaining("has 10 images");
    }

    @Test
    void images_areSplit() throws IOException {
        OptionalInt two = OptionalInt.of(2);
        assertThat(builtins.images(images(Optional.empty(), "a", "b"), 1, 1.0, 0, two)
                        .length())
                .isEqualTo(10);
        assertThat(builtins.images(images(Optional.of(new Split(0.2, "training")), "a", "b"), 1, 1.0, 0, two)
                        .length())
                .isEqualTo(8);
        assertThat(builtins.images(images(Optional.of(new Split(0.2, "validation")), "a", "b"), 1, 1.0, 0, two)
                        .length())
                .isEqualTo(2);
    }

    @Test
    void images_ofOtherClassesThanTheModels_areRefused() throws IOException {
        Images pictures = images(Optional.empty(), "a", "b");
        assertThatThrownBy(() -> builtins.images(pictures, 1, 1.0, 0, OptionalInt.of(3)))
                .hasMessage(pictures.directory() + " has 2 class folders [a, b], but model.classes is 3");
    }

    @Test
    void model_ofTheZoo() throws IOException {
        ModelSource source =
                new ModelSource.OfZoo("mlp", List.of(2, 2, 1), 3, builtins.optimizer("adam", Map.of()), 42);
        assertThat(builtins.model(source).parameterCount()).isPositive();
    }

    @Test
    void sample_isWhatTheQuickstartReads() throws IOException {
        Path drawn = folder.resolve("drawn");
        new TandemBuiltins(new TandemBuiltins.SampleSize(3, 2)).drawSample(drawn, 42);
        Images train = new Images(drawn.resolve("train").toString(), List.of(32, 32, 3), Optional.empty());
        assertThat(builtins.images(train, 1, 1.0, 42, OptionalInt.of(6)).length())
                .isEqualTo(18);
        Images validation = new Images(drawn.resolve("validation").toString(), List.of(32, 32, 3), Optional.empty());
        assertThat(builtins.images(validation, 1, 1.0, 42, OptionalInt.of(6)).length())
                .isEqualTo(12);
    }

    @Test
    void metrics_byName() {
        assertThat(builtins.metric("top_3", Map.of()).name()).isEqualTo("top_3");
        assertThatThrownBy(() -> builtins.metric("auc", Map.of("k", 1)))
                .hasMessage("auc takes no options, but has [k]");
    }
}
