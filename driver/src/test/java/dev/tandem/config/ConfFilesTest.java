package dev.tandem.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files in conf/ are right, and the reference knows every key and default. */
class ConfFilesTest {

    private static final Path CONF = Path.of("..", "conf");

    @TempDir
    Path folder;

    private static JobFile read(String file, String... settings) {
        Problems problems = new Problems(file);
        JobFile job = JobFileReader.read(CONF.resolve(file), List.of(settings), Map.of(), problems);
        LiveJob.make(job, new SmallBuiltins(), problems);
        return job;
    }

    private void touch(String... names) throws IOException {
        for (String name : names) {
            Files.createFile(folder.resolve(name));
        }
    }

    @Test
    void quickstart_isRight() {
        JobFile job = read(
                "quickstart.yaml",
                "data.sample=" + folder + "/shapes",
                "data.train.images.directory=" + folder + "/shapes/train",
                "data.validation.images.directory=" + folder + "/shapes/validation");
        assertThat(job.name()).isEqualTo("quickstart");
        assertThat(folder.resolve("shapes/train")).isDirectory();
    }

    @Test
    void quickstart_drawsWhatItReads() throws IOException {
        String text = Files.readString(CONF.resolve("quickstart.yaml"));
        assertThat(text)
                .contains("sample: data/shapes ", "directory: data/shapes/train", "directory: data/shapes/validation");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fashion-mnist.yaml", "fashion-mnist-resnet.yaml"})
    void fashionMnist_isRight(String file) throws IOException {
        touch("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz");
        touch("t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz");
        assertThat(read(file, "data_root=" + folder).fit().replicas()).isEqualTo(2);
    }

    @Test
    void photos_isRight() {
        assertThat(read("photos.yaml", "photos=" + folder).model()).isNotNull();
    }

    @Test
    void fashionMnist_withoutDataRoot_saysSo() {
        Problems problems = new Problems("fashion-mnist.yaml");
        JobFileReader.read(CONF.resolve("fashion-mnist.yaml"), List.of(), Map.of(), problems);
        assertThat(problems.isEmpty()).isFalse();
    }

    @Test
    void reference_isRightAndStatesTheDefaults() throws IOException {
        touch("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz");
        JobFile reference = read("reference.yaml", "data_root=" + folder, "photos=" + folder);
        JobFile least = Jobs.read("""
                name: example
                model: {zoo: lenet, input_shape: [28, 28, 1], classes: 10}
                data:
                  train:
                    idx: {images: %1$s/train-images-idx3-ubyte.gz, labels: %1$s/train-labels-idx1-ubyte.gz}
                  validation: {images: {directory: %1$s, image_size: [28, 28, 1], validation_split: 0.2, subset: validation}}
                """.formatted(folder));
        assertThat(reference).isEqualTo(least);
    }

    @Test
    void reference_namesEveryKey() throws IOException {
        String text = Files.readString(CONF.resolve("reference.yaml"));
        Set<String> known = new TreeSet<>(everyKnownKey());
        assertThat(known)
                .hasSizeGreaterThan(35)
                .allSatisfy(key -> assertThat(text).containsPattern("(^|[\\s{#])" + Pattern.quote(key) + ":"));
    }

    /** All keys that any reader asks for, found by reading empty sections of every kind. */
    private static Set<String> everyKnownKey() {
        Set<String> keys = new LinkedHashSet<>(JobFile.KEYS);
        List<String> kinds = new ArrayList<>(List.of(
                "model: {zoo: x}",
                "model: {file: x}",
                "model: {keras: x}",
                "model: {class: x}",
                "model: {new_top: {x: y}, freeze: {x: y}}"));
        for (String source : List.of("idx", "images", "csv", "npy", "parquet", "spark", "class", "generator")) {
            kinds.add("data: {train: {" + source + ": {x: y}}}");
        }
        for (String kind : kinds) {
            Problems problems = new Problems("");
            YamlTree yaml = new YamlTree(new Variables(Map.of(), Map.of()), problems);
            @SuppressWarnings("unchecked")
            Section root = new Section("", (Map<String, Object>) yaml.readFile(kind), problems);
            JobFile.read(root);
            keys.addAll(root.knownKeys());
        }
        return keys;
    }
}
