package dev.tandem.bench.rivals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.bench.ChildProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DialogueTest {

    private static Dialogue shell(String script) throws IOException {
        return Dialogue.start(ChildProcess.of(List.of("sh", "-c", script)).timeout(Duration.ofSeconds(30)));
    }

    @Test
    void ask_answersInTurn() throws Exception {
        try (Dialogue echo = shell("while read line; do echo noise; echo answer $line; done")) {
            assertThat(echo.ask(1, 2.5)).containsExactly(1, 2.5);
            assertThat(echo.ask(3)).containsExactly(3);
        }
    }

    @Test
    void hear_programThatEnds_namesItAndItsLastLines() throws Exception {
        try (Dialogue broken = shell("echo no memory >&2; exit 1")) {
            assertThatThrownBy(broken::hear)
                    .isInstanceOf(IOException.class)
                    .hasMessage("No answer from sh -c echo no memory >&2; exit 1; its last lines: no memory");
        }
    }

    @Test
    void hear_programThatIsSilent_givesUp() throws Exception {
        ChildProcess silent = ChildProcess.of(List.of("sleep", "60")).timeout(Duration.ofMillis(50));
        try (Dialogue dialogue = Dialogue.start(silent)) {
            assertThatThrownBy(dialogue::hear).hasMessageStartingWith("No answer from sleep 60");
        }
    }
}
