package dev.tandem.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.data.Batch;
import dev.tandem.data.ImageShape;
import dev.tandem.data.TestData;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageHostsTest {

    private static final ImageShape TINY = new ImageShape(1, 1, 1);

    @TempDir
    Path folder;

    private String spread(String name) {
        return "spread://" + folder.resolve(name);
    }

    @Test
    void images_areAskedForWhereMostOfThemAre() throws IOException {
        TestData.image(folder.resolve("data/x/0-a-b.png"), "png", 0, 1, 1);
        TestData.image(folder.resolve("data/x/1-b-c.png"), "png", 0, 1, 1);
        TestData.image(folder.resolve("data/x/2-b-a.png"), "png", 0, 1, 1);
        ImageSequence sequence = ImageSequence.fromDirectory(spread("data"))
                .imageSize(TINY)
                .batchSize(1)
                .seed(4)
                .open();

        assertThat(sequence.length()).isEqualTo(3);
        assertThat(sequence.get(0).size()).isEqualTo(1);
        assertThat(sequence.preferredHosts(0, 3)).containsExactly("b", "a");
        assertThat(sequence.preferredHosts(1, 1)).isEmpty();
    }

    @Test
    void images_areLookedUpInTheirRange() throws IOException {
        for (int i = 0; i < 30; i++) {
            TestData.image(folder.resolve("data/x/" + i + "-host" + i + ".png"), "png", i * 0x10101, 1, 1);
        }
        ImageSequence sequence = ImageSequence.fromDirectory(spread("data"))
                .imageSize(TINY)
                .batchSize(4)
                .seed(4)
                .open();

        Batch last = sequence.get(7);
        assertThat(last.size()).isEqualTo(2);
        assertThat(sequence.preferredHosts(7, 8))
                .containsExactlyInAnyOrder(
                        "host" + last.inputs().get(0).getInt(0, 0, 0, 0),
                        "host" + last.inputs().get(0).getInt(1, 0, 0, 0));
        assertThat(sequence.preferredHosts(0, 8)).isEmpty();
    }

    @Test
    void shuffledSamples_areLookedUpWhereThePassHasThem() throws IOException {
        for (int i = 0; i < 9; i++) {
            TestData.image(folder.resolve("data/x/" + i + "-host" + i + ".png"), "png", i * 0x10101, 1, 1);
        }
        ImageSequence sequence = ImageSequence.fromDirectory(spread("data"))
                .imageSize(TINY)
                .batchSize(1)
                .open();
        for (int pass = 0; pass < 3; pass++) {
            for (int index = 0; index < 9; index++) {
                int level = sequence.get(index).inputs().get(0).getInt(0, 0, 0, 0);
                assertThat(sequence.preferredHosts(index, index + 1)).containsExactly("host" + level);
            }
            sequence.onEpochEnd();
        }
    }
}
