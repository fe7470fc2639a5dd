package dev.tandem.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.metric.Logs;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilePatternTest {

    private static final Logs LOGS =
            new Logs().put("loss", 0.125).put("val_loss", Double.NaN).put("top-5", -0.001);

    @ParameterizedTest
    @CsvSource({
        "m-{epoch:02d}.zip, m-03.zip",
        "{epoch}-{loss:.2f}, 3-0.12",
        "{loss}, 0.125",
        "{val_loss:06.1f}, 000nan",
        "{top-5:.2f}, -0.00",
        "{{{epoch}}}, {3}",
        "a{{}}b, a{}b",
        "{epoch:>4d}|{epoch:<3}|{epoch:.1f}, '   3|3  |3.0'",
        "hdfs://host:8020/run/{epoch:03d}.zip, hdfs://host:8020/run/003.zip"
    })
    void placeholders_areFilled(String template, String name) {
        assertThat(new FilePattern(template).fill(2, LOGS)).isEqualTo(name);
    }

    @Test
    void batch_countsFromOne() {
        assertThat(new FilePattern("b{epoch}-{batch:04d}").fill(0, 6, LOGS)).isEqualTo("b1-0007");
    }

    @Test
    void keys_inOrder() {
        assertThat(new FilePattern("{val_loss:.2f}{epoch}x{{loss}}{epoch}").keys())
                .containsExactly("val_loss", "epoch");
    }

    @Test
    void missingKey_namesKeyEpochAndAvailable() {
        assertThatThrownBy(() -> new FilePattern("{epoch}-{val_auc:.2f}.zip").fill(1, LOGS))
                .hasMessage("Invalid filepath: \"{epoch}-{val_auc:.2f}.zip\": epoch 2 has no {val_auc} to fill in. "
                        + "Available: epoch, loss, val_loss, top-5");
    }

    @Test
    void batchAtEpochEnd_isMissing() {
        assertThatThrownBy(() -> new FilePattern("{batch}").fill(0, LOGS))
                .hasMessageContaining("epoch 1 has no {batch}");
    }

    @Test
    void keyThatCanNeverExist_isRefusedWithTheNearest() {
        FilePattern pattern = new FilePattern("{epoch}-{val_los:.2f}.zip");
        assertThatThrownBy(() -> pattern.check(new LinkedHashSet<>(List.of("epoch", "loss", "val_loss"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid filepath: \"{epoch}-{val_los:.2f}.zip\": there will be no {val_los} to fill in. "
                        + "Did you mean val_loss? Available: epoch, loss, val_loss");
    }

    @ParameterizedTest
    @CsvSource({
        "a{epoch, a { without }",
        "a}b, a } without {",
        "a{}b, cannot read {}",
        "a{0}b, cannot read {0}",
        "a{logs[x]}b, cannot read {logs[x]}",
        "a{epoch!r}b, cannot read {epoch!r}",
        "a{loss:{w}}b, 'Unknown format \"{w\"'",
        "{loss:d}, d writes whole numbers only",
        "{epoch:.2d}, a whole number takes no precision",
        "{batch:.2}, a whole number takes no precision",
        "{loss:x}, 'Unknown format \"x\"'",
        "' ', must name a file"
    })
    void unreadablePattern_isRefused(String template, String reason) {
        assertThatThrownBy(() -> new FilePattern(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Invalid filepath: \"" + template + "\"")
                .hasMessageContaining(reason);
    }
}
