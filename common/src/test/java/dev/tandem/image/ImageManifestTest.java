package dev.tandem.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.tandem.data.Batch;
import dev.tandem.data.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageManifestTest {

    @TempDir
    Path folder;

    private String manifest(String name, String... lines) throws IOException {
        return Files.writeString(folder.resolve(name), String.join("\n", lines)).toString();
    }

    private static List<String> described(Listing listing) {
        return listing.entries().stream()
                .map(entry -> entry.path() + " " + entry.labels())
                .toList();
    }

    @Test
    void csv_hasPathAndLabel_inAnyOrder_withOtherColumnsAndQuotes() throws IOException {
        Listing listing = ImageManifest.read(manifest(
                "a.CSV", "\uFEFFlabel, width ,path", "dog,7,\"a,1.png\"", "", "cat,8,\"b\"\"2.png\"", "dog,9, c.png "));

        assertThat(listing.classes()).containsExactly("cat", "dog");
        assertThat(described(listing)).containsExactly("a,1.png [1]", "b\"2.png [0]", "c.png [1]");
        assertThat(listing.root().toString()).isEqualTo(folder.toString());
    }

    @Test
    void csv_hasSeveralLabels() throws IOException {
        Listing listing =
                ImageManifest.read(manifest("a.csv", "path,labels", "1.png,sun|sea", "2.png,sea ; sand;sea", "3.png,"));

        assertThat(listing.classes()).containsExactly("sand", "sea", "sun");
        assertThat(described(listing)).containsExactly("1.png [1, 2]", "2.png [0, 1]", "3.png []");
    }

    @Test
    void jsonLines_haveLabelOrLabels() throws IOException {
        Listing listing = ImageManifest.read(manifest(
                "a.jsonl",
                "{\"path\": \"1.png\", \"label\": \"x\"}",
                "{\"path\": \"2.png\", \"labels\": [\"y\", \"x\"], \"size\": 3}",
                "{\"path\": \"3.png\"}"));

        assertThat(described(listing)).containsExactly("1.png [0]", "2.png [0, 1]", "3.png []");
    }

    @Test
    void wholeNumbers_areSortedAsNumbers_othersAsText() throws IOException {
        assertThat(ImageManifest.read(manifest("a.csv", "path,label", "a,10", "b,9", "c,0"))
                        .classes())
                .containsExactly("0", "9", "10");
        assertThat(ImageManifest.read(manifest("a.csv", "path,label", "a,10", "b,9", "c,x"))
                        .classes())
                .containsExactly("10", "9", "x");
        assertThat(ImageManifest.read(manifest(
                                "a.jsonl", "{\"path\": \"1\", \"label\": 3}", "{\"path\": \"1\", \"label\": 11}"))
                        .classes())
                .containsExactly("3", "11");
    }

    @Test
    void pictures_areFoundFromTheManifestsFolder_orByWholePath() throws IOException {
        TestData.image(folder.resolve("x/one.png"), "png", 0x111111, 1, 1);
        Path elsewhere = TestData.image(folder.resolve("y/two.png"), "png", 0x222222, 1, 1);
        Files.createDirectories(folder.resolve("lists"));
        String manifest =
                manifest("lists/a.csv", "path,labels", "../x/one.png,a|b", elsewhere + ",b", elsewhere.toUri() + ",");
        ImageSequence sequence = ImageSequence.fromManifest(manifest)
                .imageSize(1, 1, 1)
                .classMode(ClassMode.MULTI_LABEL)
                .shuffle(Shuffle.NONE)
                .open();

        try (Batch batch = sequence.get(0)) {
            assertThat(batch.inputs().get(0).ravel().toFloatVector()).containsExactly(0x11, 0x22, 0x22);
            assertThat(batch.targets().get(0).toFloatMatrix()).isEqualTo(new float[][] {{1, 1}, {0, 1}, {0, 0}});
        }
        assertThat(sequence.caption(0)).isEqualTo("a, b");
    }

    @Test
    void colonsAndUnknownSchemes_areNamed() throws IOException {
        TestData.image(folder.resolve("12:30.png"), "png", 0x111111, 1, 1);
        ImageSequence sequence = ImageSequence.fromManifest(
                        manifest("a.csv", "path,label", "12:30.png,a", "nowhere://x/y.png,a"))
                .imageSize(1, 1, 1)
                .batchSize(1)
                .shuffle(Shuffle.NONE)
                .open();

        assertThatIOException()
                .isThrownBy(() -> sequence.get(0))
                .withMessageStartingWith("Cannot read " + folder + "/12:30.png: ");
        assertThatIOException()
                .isThrownBy(() -> sequence.get(1))
                .withMessage("Cannot find the picture nowhere://x/y.png: No FileSystem for scheme \"nowhere\"");
    }

    @Test
    void split_ofSeveralLabels_keepsTheMix_evenOfEqualLines() throws IOException {
        String[] lines = new String[31];
        lines[0] = "path,labels";
        for (int i = 0; i < 30; i++) {
            lines[i + 1] = "same.png," + (i % 3 == 0 ? "a" : "a|b");
        }
        Listing all = ImageManifest.read(manifest("a.csv", lines));

        Listing validation = all.only(ImageSubset.validation(0.2), 1);
        assertThat(validation.entries().stream().filter(entry -> entry.labels().size() == 2))
                .hasSize(4);
        assertThat(validation.entries()).hasSize(6);
        assertThat(all.only(ImageSubset.training(0.2), 1).entries()).hasSize(24);
        assertThat(validation.classes()).containsExactly("a", "b");
    }

    @Test
    void mistakes_areNamedWithTheirLine() throws IOException {
        assertMistake(
                "a.csv",
                "line 1: must name the columns path and label, or path and labels, but names [file, label]",
                "file,label");
        assertMistake(
                "a.csv",
                "line 1: must name the columns path and label, or path and labels, but names []",
                new String[0]);
        assertMistake("a.csv", "line 3: has 3 fields, but the header has 2", "path,label", "a,b", "a,b,c");
        assertMistake("a.csv", "line 2: has an empty path", "path,label", " ,b");
        assertMistake("a.csv", "line 2: has an empty label", "path,label", "b,");
        assertMistake(
                "a.jsonl",
                "line 2: has no text \"path\": expected {\"path\": …, \"label\": …} or {\"path\": …, \"labels\": […]}",
                "{\"path\": \"a\", \"label\": \"b\"}",
                "{\"label\": \"b\"}");
        assertThatIOException()
                .isThrownBy(() -> ImageManifest.read(manifest("a.jsonl", "{\"path\"")))
                .withMessageStartingWith(folder + "/a.jsonl, line 1: is no JSON: ");
        assertThatIOException()
                .isThrownBy(() -> ImageManifest.read(manifest("a.csv", "path,label")))
                .withMessage(folder + "/a.csv lists no pictures");
        assertThatIOException()
                .isThrownBy(() -> ImageManifest.read(folder + "/none.csv"))
                .withMessageStartingWith("Cannot find " + folder + "/none.csv");
        assertThatIOException()
                .isThrownBy(() -> ImageSequence.fromManifest(manifest("a.csv", "path,labels", "x.png,a|b"))
                        .open())
                .withMessage("x.png has 2 labels, but class_mode categorical needs one for each picture");
    }

    private void assertMistake(String name, String message, String... lines) {
        assertThatIOException()
                .isThrownBy(() -> ImageManifest.read(manifest(name, lines)))
                .withMessage(folder + "/" + name + ", " + message);
    }
}
