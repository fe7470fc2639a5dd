package dev.tandem.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreferredHostsTest {

    @TempDir
    Path folder;

    private String spread(String name) {
        return "spread://" + folder.resolve(name);
    }

    @Test
    void idxFiles_areAskedForWhereTheImagesAre() throws IOException {
        Files.write(folder.resolve("images-b-a"), TestData.idx(new byte[2], 2, 1, 1));
        Files.write(folder.resolve("labels-c"), TestData.idx(new byte[2], 2));
        IdxSequence sequence = new IdxSequence(spread("images-b-a"), spread("labels-c"), 1, 1, 1);

        assertThat(sequence.get(1).size()).isEqualTo(1);
        assertThat(sequence.preferredHosts(0, 2)).containsExactly("a", "b");
    }
}
