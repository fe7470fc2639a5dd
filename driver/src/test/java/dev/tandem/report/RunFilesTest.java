package dev.tandem.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.metric.Logs;
import dev.tandem.plan.Coverage;
import dev.tandem.plan.EpochPlan;
import dev.tandem.plan.IndexRange;
import dev.tandem.plan.Ledger;
import dev.tandem.plan.SkippedBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class RunFilesTest {

    private static final String HASH = "0123456789abcdef".repeat(4);

    @TempDir
    private Path temporary;

    @Test
    void ledger_isALinePerEpoch() throws IOException {
        RunFiles files = files();

        files.writeLedger(List.of(
                new Coverage(
                        0,
                        10,
                        List.of(new IndexRange(4, 6)),
                        List.of(new IndexRange(0, 1), new IndexRange(8, 10)),
                        List.of(new Ledger.Entry(0, 0, 4, "1", 7), new Ledger.Entry(1, 6, 10, "driver", 8)),
                        List.of(),
                        EpochPlan.Positions.SEQUENCE),
                exact(1)));

        assertThat(Files.readAllLines(directory().resolve("ledger.jsonl")))
                .containsExactly(
                        "{\"epoch\":0,\"length\":10,\"covered\":8,\"missing\":2,\"duplicated\":3,\"ranges\":["
                                + "{\"replica\":0,\"from\":0,\"to\":4,\"executor\":\"1\",\"attempt\":7},"
                                + "{\"replica\":1,\"from\":6,\"to\":10,\"executor\":\"driver\",\"attempt\":8}]}",
                        "{\"epoch\":1,\"length\":3,\"covered\":3,\"missing\":0,\"duplicated\":0,\"ranges\":["
                                + "{\"replica\":0,\"from\":0,\"to\":3,\"executor\":\"0\",\"attempt\":0}]}");
    }

    @Test
    void ledger_namesEachSkippedBatchWithItsReason() throws IOException {
        files().writeLedger(List.of(new Coverage(
                0,
                2,
                List.of(),
                List.of(),
                List.of(new Ledger.Entry(0, 0, 1, "1", 7)),
                List.of(new SkippedBatch(0, 1, 5, "Cannot read batch 5: \"torn\"")),
                EpochPlan.Positions.SEQUENCE)));

        assertThat(Files.readString(directory().resolve("ledger.jsonl")))
                .isEqualTo(
                        "{\"epoch\":0,\"length\":2,\"covered\":1,\"missing\":0,\"duplicated\":0,\"ranges\":["
                                + "{\"replica\":0,\"from\":0,\"to\":1,\"executor\":\"1\",\"attempt\":7}],"
                                + "\"skipped\":[{\"index\":5,\"reason\":\"Cannot read batch 5: \\\"torn\\\"\",\"replica\":0,\"position\":1}]}\n");
    }

    @Test
    void ledger_isReplacedAsAWhole() throws IOException {
        files().writeLedger(List.of(exact(0), exact(1), exact(2)));
        files().writeLedger(List.of(exact(0), exact(1)));

        assertThat(Files.readAllLines(directory().resolve("ledger.jsonl")))
                .hasSize(2)
                .satisfies(lines -> assertThat(lines.get(1)).startsWith("{\"epoch\":1,"));
    }

    @Test
    void summary_isReplacedAsAWhole() throws IOException {
        RunFiles files = files();
        files.writeSummary(summary(1, Optional.empty()));
        files.writeSummary(summary(2, Optional.of("EarlyStopping")));

        assertThat(new ObjectMapper()
                        .readTree(directory().resolve("summary.json").toFile()))
                .isEqualTo(new ObjectMapper().readTree("""
                                {"name": "job", "epochs": 2, "skipped_batches": 4, "stop_reason": "EarlyStopping", "seconds": 1.5,
                                 "samples_per_second": 2000.0, "sent_bytes": 12000000000, "replicas": 3, "tasks": 2, "parameters": 431080,
                                 "params_sha256": "%s", "metrics": {"loss": 0.25, "val_loss": "NaN"}}
                                """.formatted(HASH)));
    }

    @Test
    void summary_ofAFullRunHasNoStopReason() throws IOException {
        files().writeSummary(summary(1, Optional.empty()));

        assertThat(new ObjectMapper()
                        .readTree(directory().resolve("summary.json").toFile())
                        .get("stop_reason")
                        .isNull())
                .isTrue();
    }

    @Test
    void files_leaveNothingElseBehind() throws IOException {
        files().writeLedger(List.of(exact(0)));
        files().writeLedger(List.of(exact(0), exact(1)));
        files().writeSummary(summary(2, Optional.empty()));

        try (Stream<Path> all = Files.list(directory())) {
            assertThat(all.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("ledger.jsonl", "summary.json");
        }
    }

    @Test
    void files_ofAnotherFileSystemAreReplacedToo() throws IOException {
        Configuration configuration = new Configuration();
        configuration.set(
                "fs.viewfs.mounttable.mount.link./mounted", temporary.toUri().toString());
        RunFiles files = new RunFiles(new org.apache.hadoop.fs.Path("viewfs://mount/mounted/run"), configuration);

        files.writeLedger(List.of(exact(0)));
        files.writeLedger(List.of(exact(0), exact(1)));

        assertThat(Files.readAllLines(temporary.resolve("run/ledger.jsonl"))).hasSize(2);
        try (Stream<Path> all = Files.list(temporary.resolve("run"))) {
            assertThat(all.map(file -> file.getFileName().toString()))
                    .contains("ledger.jsonl")
                    .noneMatch(name -> name.endsWith(".tmp"));
        }
    }

    static Stream<Arguments> impossible() {
        return Stream.of(
                Arguments.of(" ", 1, 1.0, 1.0, 1, 1, 1L, HASH, "name of a summary: ' ' (must not be blank)"),
                Arguments.of("j", -1, 1.0, 1.0, 1, 1, 1L, HASH, "epochs of a summary: -1 (must be >= 0)"),
                Arguments.of("j", 1, -1.0, 1.0, 1, 1, 1L, HASH, "seconds of a summary: -1.0 (must be finite and >= 0)"),
                Arguments.of("j", 1, 1.0, Double.NaN, 1, 1, 1L, HASH, "samples per second of a summary: NaN"),
                Arguments.of("j", 1, 1.0, Double.POSITIVE_INFINITY, 1, 1, 1L, HASH, "samples per second of a summary"),
                Arguments.of("j", 1, 1.0, 1.0, 0, 1, 1L, HASH, "replicas of a summary: 0 (must be >= 1)"),
                Arguments.of(
                        "j", 1, 1.0, 1.0, 2, 0, 1L, HASH, "tasks of a summary: 0 (must be from 1 to 2, the replicas)"),
                Arguments.of(
                        "j", 1, 1.0, 1.0, 2, 3, 1L, HASH, "tasks of a summary: 3 (must be from 1 to 2, the replicas)"),
                Arguments.of("j", 1, 1.0, 1.0, 1, 1, -1L, HASH, "parameters of a summary: -1 (must be >= 0)"),
                Arguments.of(
                        "j", 1, 1.0, 1.0, 1, 1, 1L, "AB", "SHA-256 of the parameters of a summary: 'AB' (must be 64"));
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void summary_refusesWhatCannotBe(
            String name,
            int epochs,
            double seconds,
            double samplesPerSecond,
            int replicas,
            int tasks,
            long parameters,
            String hash,
            String message) {
        assertThatThrownBy(() -> new Summary(
                        name,
                        epochs,
                        0,
                        Optional.empty(),
                        new Summary.Speed(seconds, samplesPerSecond, 0),
                        new Summary.Size(replicas, tasks, parameters),
                        hash,
                        new Logs()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Invalid " + message);
    }

    private static Coverage exact(int epoch) {
        return new Coverage(
                epoch,
                3,
                List.of(),
                List.of(),
                List.of(new Ledger.Entry(0, 0, 3, "0", 0)),
                List.of(),
                EpochPlan.Positions.SEQUENCE);
    }

    private static Summary summary(int epochs, Optional<String> stopReason) {
        return new Summary(
                "job",
                epochs,
                4,
                stopReason,
                new Summary.Speed(1.5, 2_000, 12_000_000_000L),
                new Summary.Size(3, 2, 431_080),
                HASH,
                new Logs().put("loss", 0.25).put("val_loss", Double.NaN));
    }

    private Path directory() {
        return temporary.resolve("runs/a run");
    }

    private RunFiles files() {
        return new RunFiles(new org.apache.hadoop.fs.Path(directory().toUri()), new Configuration());
    }
}
