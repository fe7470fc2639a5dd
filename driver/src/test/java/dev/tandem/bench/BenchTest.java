package dev.tandem.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class BenchTest {

    @Test
    void only_keepsTheUsualOrder() {
        assertThat(Parts.named(List.of("scaling", "overhead")))
                .extracting(Part::name)
                .containsExactly("overhead", "scaling");
        assertThat(Parts.named(List.of())).isEqualTo(Parts.ALL);
    }

    @Test
    void only_ofAnUnknownPartNamesThoseThatThereAre() {
        StringWriter error = new StringWriter();
        CommandLine command = Bench.command().setErr(new PrintWriter(error));

        assertThat(command.execute("--only", "overhead,speed")).isEqualTo(2);
        assertThat(error.toString())
                .startsWith(
                        "Unknown part: speed (known: overhead, scaling, checkpoint, dl4j_spark, torch, layers, averaging, accuracy, feed, startup");
    }

    @Test
    void json_intoAMissingFolderIsRefusedBeforeAnythingIsMeasured() {
        StringWriter error = new StringWriter();
        CommandLine command = Bench.command().setErr(new PrintWriter(error));

        assertThat(command.execute("--json", "no/such/bench.json")).isEqualTo(2);
        assertThat(error.toString()).startsWith("Cannot write no/such/bench.json: no folder that can be written to");
    }

    @Test
    void help_namesEveryPart() {
        assertThat(Bench.command().getUsageMessage())
                .contains("--only", "--quick", "--json")
                .contains(Parts.ALL.stream().map(part -> part.name() + " ").toList());
    }

    @Test
    void childProcess_givesTheFiguresThatItPrints() throws Exception {
        String script = "echo hello; echo figure - 2.5 ms; echo figure sent 3 MB >&2; echo figure of speech";

        assertThat(ChildProcess.of(List.of("bash", "-c", script)).figures())
                .containsExactly(Figure.of(2.5, "ms"), new Figure("sent", 3, "MB"));
    }

    @Test
    void childProcess_thatFailsIsQuoted() {
        ChildProcess process = ChildProcess.of(List.of("bash", "-c", "echo figure - 1 s; echo no such file; exit 3"));

        assertThatThrownBy(process::figures)
                .isInstanceOf(IOException.class)
                .hasMessage("bash: exit 3; its last lines: figure - 1 s | no such file");
    }

    @Test
    void childProcess_withoutFiguresIsQuoted() {
        ChildProcess process =
                ChildProcess.of(List.of("bash", "-c", "echo $GREETING")).environment("GREETING", "hello");

        assertThatThrownBy(process::figures).hasMessage("No line 'figure NAME VALUE UNIT' in the output: hello");
    }

    @Test
    void childProcess_thatDoesNotEndIsKilled() {
        ChildProcess process =
                ChildProcess.of(List.of("bash", "-c", "sleep 1000")).timeout(Duration.ofMillis(200));

        assertThatThrownBy(process::output).hasMessageStartingWith("bash: did not end within 0 s");
    }
}
