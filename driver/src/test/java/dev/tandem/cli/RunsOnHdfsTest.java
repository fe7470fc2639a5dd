package dev.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tandem.checkpoint.Claim;
import dev.tandem.checkpoint.CommitContent;
import dev.tandem.checkpoint.Owner;
import dev.tandem.checkpoint.Position;
import dev.tandem.checkpoint.Retention;
import dev.tandem.checkpoint.RunDirectory;
import dev.tandem.config.SmallBuiltins;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("fault")
@Timeout(120)
final class RunsOnHdfsTest {

    @TempDir
    private static java.nio.file.Path folder;

    private static MiniDFSCluster cluster;
    private static String root;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() throws IOException {
        Configuration configuration = new Configuration();
        configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.toString());
        cluster = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
        cluster.waitActive();
        root = cluster.getFileSystem().getUri() + "/runs";
    }

    @AfterAll
    static void stop() {
        cluster.shutdown();
    }

    @Test
    void runDirectory_listsItsCommits() throws IOException {
        commit(root + "/listed", 2);
        assertThat(runs(root + "/listed")).isEqualTo(ExitCode.DONE);
        assertThat(lines())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo(root + "/listed: 2 commits"),
                        line -> assertThat(line).startsWith("commit  epoch  round"),
                        line -> assertThat(line)
                                .startsWith("1-1         1      0  3.9 KiB")
                                .endsWith("valid"),
                        line -> assertThat(line)
                                .startsWith("1-2         2      0  3.9 KiB")
                                .endsWith("valid"));
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void severalRuns_areListedByName() throws IOException {
        commit(root + "/several/b", 1);
        commit(root + "/several/a", 1);
        assertThat(runs(root + "/several")).isEqualTo(ExitCode.DONE);
        assertThat(lines()).contains(root + "/several/a: 1 commit", root + "/several/b: 1 commit");
    }

    @Test
    void damagedBytes_showWithVerify() throws IOException {
        commit(root + "/damaged", 1);
        damage(new Path(root, "damaged/data"));
        assertThat(runs(root + "/damaged")).isEqualTo(ExitCode.DONE);
        assertThat(runs(root + "/damaged", "--verify")).isEqualTo(ExitCode.NO_VALID_COMMIT);
        assertThat(lines().get(2)).endsWith("valid");
        assertThat(lines().get(5)).contains("invalid: data/").endsWith("its checksums are not those of its manifest");
    }

    @Test
    void missingDirectory_isWrongUsage() {
        assertThat(runs(root + "/none")).isEqualTo(ExitCode.BAD_JOB_OR_USAGE);
        assertThat(err.toString()).startsWith("Cannot list " + root + "/none: no such directory (check the path)");
    }

    private int runs(String... arguments) {
        return Main.commands(new SmallBuiltins())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.concat(Stream.of("runs"), Stream.of(arguments)).toArray(String[]::new));
    }

    private List<String> lines() {
        return out.toString().lines().toList();
    }

    private static void commit(String run, int epochs) throws IOException {
        Claim claim = RunDirectory.open(run).claim(Owner.current("run", Map.of()), Retention.standard());
        claim.restore();
        for (int epoch = 1; epoch <= epochs; epoch++) {
            claim.commit(new CommitContent(
                    new Position(epoch, 0),
                    JsonNodeFactory.instance.objectNode(),
                    Map.of("parameters", new float[1000]),
                    Map.of()));
        }
    }

    private static void damage(Path data) throws IOException {
        FileSystem files = cluster.getFileSystem();
        for (FileStatus file : files.listStatus(data)) {
            if (file.getPath().getName().endsWith(".f32")) {
                byte[] bytes;
                try (InputStream input = files.open(file.getPath())) {
                    bytes = input.readAllBytes();
                }
                bytes[7] ^= 1;
                try (OutputStream output = files.create(file.getPath(), true)) {
                    output.write(bytes);
                }
            }
        }
    }
}
