package dev.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.config.TandemBuiltins;
import dev.tandem.data.Batch;
import dev.tandem.data.Sequence;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class SimulateTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path job = Path.of("");

    /** Ten batches of two samples. */
    public static final class TenBatches implements Sequence {
        @Override
        public int length() {
            return 10;
        }

        @Override
        public Batch get(int index) {
            return Batch.of(Nd4j.ones(2, 1, 2, 2), Nd4j.eye(3).get(NDArrayIndex.interval(0, 2)));
        }
    }

    @BeforeEach
    void writeJob() throws IOException {
        job = folder.resolve("job.yaml");
        Files.writeString(job, """
                name: small
                model: {zoo: mlp, input_shape: [2, 2, 1], classes: 3, optimizer: adam}
                data:
                  train: {class: %s}
                fit: {average_every: 2}
                """.formatted(TenBatches.class.getName()));
    }

    private int simulate(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "plan";
        all[1] = job.toString();
        all[2] = "--simulate";
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return Main.commands(new TandemBuiltins())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }

    @Test
    void simulate_printsEpochsByExecutorsAndAverageEvery() {
        assertThat(simulate("--step-time", "100", "--executors", "1,5"))
                .as(err.toString())
                .isEqualTo(ExitCode.DONE);
        assertThat(out.toString())
                .contains("small: 10 batches an epoch, 100.00 ms a step, ", " values of optimizer state.")
                .containsPattern("\nfloat32 +1 +2 +4 +16 +64 +sent/average\n")
                .containsPattern("\n {8}1 +1\\.08 s +93 %.* 0 B\n")
                .containsPattern("\n {8}5 +0\\.28 s +71 %")
                .contains("\nfloat16 ", "\nint8 ");
    }

    @Test
    void simulate_measuresAStepWhereNoneIsGiven() {
        assertThat(simulate("--executors", "8")).as(err.toString()).isEqualTo(ExitCode.DONE);
        assertThat(out.toString())
                .containsPattern("10 batches an epoch, [0-9.]+ ± [0-9.]+ ms a step \\(measured here\\)");
    }

    @Test
    void simulate_onNothing_isWrongUsage() {
        assertThat(simulate("--executors", "8,0")).isEqualTo(ExitCode.BAD_JOB_OR_USAGE);
        assertThat(err.toString()).contains("Invalid --executors: 0 (must be >= 1)");
    }

    @Test
    void simulate_overNoLink_isWrongUsage() {
        assertThat(simulate("--link", "0")).isEqualTo(ExitCode.BAD_JOB_OR_USAGE);
        assertThat(err.toString()).contains("Invalid --link: 0.0 (must be > 0)");
    }
}
