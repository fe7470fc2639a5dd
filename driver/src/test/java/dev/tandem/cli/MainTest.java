package dev.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.config.LiveJobTest.MyGenerator;
import dev.tandem.config.SmallBuiltins;
import dev.tandem.config.SmallBuiltins.Numbered;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path job = Path.of("");

    @BeforeEach
    void writeJob() throws IOException {
        job = folder.resolve("job.yaml");
        Files.writeString(job, """
                name: small
                seed: 42
                model: {zoo: mlp, input_shape: [4], classes: 3}
                data:
                  train: {class: {%s: {length: 10}}}
                fit: {epochs: 5, replicas: 3, average_every: 2}
                """.formatted(Numbered.class.getName()));
    }

    private int run(String... arguments) {
        return Main.commands(new SmallBuiltins())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @Test
    void plan_printsWhoTrainsOnWhat() {
        assertThat(run("plan", job.toString(), "--set", "fit.shuffle=false")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString().lines())
                .containsExactly(
                        "small, epoch 1 of 5: 10 of 10 batches in the data's order, 3 replicas, averaging every 2 steps:"
                                + " 2 rounds",
                        "",
                        "replica  positions             batches  rounds  first indices",
                        "      0  [0, 3)                      3       2  0, 1, 2",
                        "      1  [3, 6)                      3       2  3, 4, 5",
                        "      2  [6, 10)                     4       2  6, 7, 8, 9");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void plan_ofALaterEpoch() {
        assertThat(run("plan", job.toString(), "--epoch", "2", "--set", "fit={replicas: 1, steps_per_epoch: 8}"))
                .isEqualTo(ExitCode.DONE);
        assertThat(out.toString())
                .startsWith("small, epoch 2 of 1: 8 of 10 batches shuffled by seed 42, 1 replicas")
                .containsPattern("0  \\[0, 8\\) +8 +8  (\\d, ){5}…");
    }

    @Test
    void plan_ofAnEpochInASchedule() {
        assertThat(run("plan", job.toString(), "--epoch", "3", "--set", "fit.average_every={0: 1, 2: 4}"))
                .isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains(", 3 replicas, averaging every 4 steps (of {0: 1, 2: 4}): 1 rounds");
    }

    @Test
    void plan_ofAGenerator_numbersEachReplicasStream() {
        String generator = "data={train: {generator: {" + MyGenerator.class.getName() + ": {size: 4}}}}";
        assertThat(run("plan", job.toString(), "--set", generator, "--set", "fit={replicas: 2, steps_per_epoch: 5}"))
                .isEqualTo(ExitCode.DONE);
        assertThat(out.toString().lines())
                .startsWith("small, epoch 1 of 1: 5 batches of a generator, a stream per replica, 2 replicas, averaging"
                        + " every 1 steps: 3 rounds")
                .endsWith("      1  [2, 5)                      3       3  0, 1, 2");
    }

    @Test
    void plan_ofAQuery_saysWhenItsRowsAreKnown() {
        String query = "data={train: {spark: {query: 'SELECT * FROM t', tables: {t: t.csv}, label: kind}}}";
        assertThat(run("plan", job.toString(), "--set", query, "--set", "run.directory=runs/q"))
                .isEqualTo(ExitCode.BAD_JOB_OR_USAGE);
        assertThat(err.toString())
                .contains("data.train.spark: cannot be planned: the rows of \"SELECT * FROM t\" are counted when tandem"
                        + " train has Spark write them. Once it has, plan with the Parquet files in runs/q/data/train"
                        + " (--set data.train={parquet: {path: runs/q/data/train, …}, …})");
    }

    @Test
    void plan_ofNoEpoch_isWrongUsage() {
        assertThat(run("plan", job.toString(), "--epoch", "0")).isEqualTo(ExitCode.BAD_JOB_OR_USAGE);
        assertThat(err.toString()).startsWith("Invalid --epoch: 0 (must be >= 1)");
    }

    @Test
    void plan_reportsTheSameMistakesAsTrain() {
        String[] mistakes = {
            "--set", "callbacks=[{EarlyStopping: {monitor: val_los}}, TerminateOnNan]",
            "--set", "metrics=[accuracy, none]",
            "--set", "checkpoint.keep_best=accurate",
            "--set", "model.classes=0"
        };
        assertThat(run(with(mistakes, "train"))).isEqualTo(ExitCode.BAD_JOB_OR_USAGE);
        String trained = err.toString();
        err.getBuffer().setLength(0);

        assertThat(run(with(mistakes, "plan"))).isEqualTo(ExitCode.BAD_JOB_OR_USAGE);
        assertThat(err.toString())
                .isEqualTo(trained)
                .contains("callbacks[0].EarlyStopping", "val_los", "TerminateOnNan");
    }

    private String[] with(String[] settings, String command) {
        return Stream.concat(Stream.of(command, job.toString()), Stream.of(settings))
                .toArray(String[]::new);
    }

    @Test
    void badJob_isReportedWithoutStackTrace() {
        assertThat(run("train", job.toString(), "--set", "fit.epochs=0", "--set", "fit.replicas=11"))
                .isEqualTo(ExitCode.BAD_JOB_OR_USAGE);
        assertThat(err.toString().lines())
                .containsExactly(
                        job + " has 2 mistakes:",
                        "  fit.epochs: must be a whole number of at least 1, but is 0 (--set)",
                        "  fit.replicas: is 11 but data.train has only 10 batches: each replica needs one of its own (fewer"
                                + " replicas or a smaller batch_size) (--set)");
    }

    @Test
    void badJob_withDebug_showsStackTrace() {
        assertThat(run("train", job.toString(), "--set", "fit.epochs=0", "--debug"))
                .isEqualTo(ExitCode.BAD_JOB_OR_USAGE);
        assertThat(err.toString()).contains("fit.epochs: must be").contains("\tat dev.tandem.config.Problems");
    }

    @Test
    void missingJob_isReported() {
        assertThat(run("train", folder + "/none.yaml")).isEqualTo(ExitCode.BAD_JOB_OR_USAGE);
        assertThat(err.toString().lines()).containsExactly(folder + "/none.yaml has a mistake:", "  no such file");
    }

    @Test
    void missingJar_isReportedWithTheRest() {
        assertThat(run("train", job.toString(), "--jars", "none.jar,other.jar", "--set", "fit.epochs=0"))
                .isEqualTo(ExitCode.BAD_JOB_OR_USAGE);
        assertThat(err.toString())
                .contains("--jars: no such file: none.jar", "--jars: no such file: other.jar", "fit.epochs: must be");
    }

    @Test
    void noCommand_isWrongUsage() {
        assertThat(run()).isEqualTo(ExitCode.BAD_JOB_OR_USAGE);
        assertThat(err.toString()).contains("Missing required subcommand", "train", "plan", "sample-data");
    }

    @Test
    void misspeltOption_isWrongUsage() {
        assertThat(run("train", job.toString(), "--mastr", "local")).isEqualTo(ExitCode.BAD_JOB_OR_USAGE);
        assertThat(err.toString()).contains("Unknown option").contains("--master");
    }

    @Test
    void restartAndFrom_areOneOrTheOther() {
        assertThat(run("train", job.toString(), "--restart", "--from", folder + "/other"))
                .isEqualTo(ExitCode.BAD_JOB_OR_USAGE);
        assertThat(err.toString()).contains("--restart, --from=PATH are mutually exclusive");
    }

    @Test
    void from_withoutCommits_isReportedWithTheRest() {
        assertThat(run("train", job.toString(), "--from", folder + "/none", "--set", "fit.epochs=0"))
                .isEqualTo(ExitCode.BAD_JOB_OR_USAGE);
        assertThat(err.toString()).contains("--from: no commits in " + folder + "/none", "fit.epochs: must be");
    }

    @Test
    void help_isNoMistake() {
        assertThat(run("train", "--help")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("--set", "--master", "--jars", "--restart", "--from", "--debug");
    }

    @Test
    void sampleData_isDrawn() {
        Path drawn = folder.resolve("drawn");
        assertThat(run("sample-data", drawn.toString(), "--seed", "7")).isEqualTo(ExitCode.DONE);
        assertThat(drawn.resolve("seed")).hasContent("7");
        assertThat(out.toString()).isEqualToIgnoringNewLines("Drew " + drawn + "/train and " + drawn + "/validation");
    }

    @Test
    void sampleData_leavesWhatIsThere() {
        assertThat(run("sample-data", folder.toString())).isEqualTo(ExitCode.BAD_JOB_OR_USAGE);
        assertThat(err.toString())
                .startsWith("Cannot draw into " + folder + ": it exists already (name a new directory)");
    }
}
