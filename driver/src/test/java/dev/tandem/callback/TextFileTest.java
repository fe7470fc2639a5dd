package dev.tandem.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextFileTest {

    @TempDir
    Path folder;

    private TextFile file(boolean isLocal) {
        Path path = folder.resolve("log.txt");
        return isLocal
                ? new TextFile.Local(path)
                : new TextFile.Remote(new org.apache.hadoop.fs.Path(path.toUri()), new Configuration());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void replaceFrom_keepsTheBeginning(boolean isLocal) throws IOException {
        TextFile file = file(isLocal);
        assertThat(file.size()).isZero();
        for (String step : List.of("0 one two three", "3 TWO", "6 three")) {
            int space = step.indexOf(' ');
            byte[] text = step.substring(space + 1).getBytes(StandardCharsets.UTF_8);
            file.replaceFrom(Long.parseLong(step.substring(0, space)), text);
        }
        assertThat(Files.readString(folder.resolve("log.txt"))).isEqualTo("oneTWOthree");
        assertThat(file.size()).isEqualTo(11);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void replaceFrom_leavesNoOtherTextFile(boolean isLocal) throws IOException {
        file(isLocal).replaceFrom(0, new byte[] {'a'});
        try (var files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString()).filter(name -> !name.endsWith(".crc")))
                    .containsExactly("log.txt");
        }
    }
}
