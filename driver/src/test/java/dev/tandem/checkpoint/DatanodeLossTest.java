package dev.tandem.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Datanodes that stop between two bytes of a file of a commit. */
@Tag("fault")
@Timeout(300)
final class DatanodeLossTest {

    /** One more than a block has replicas: HDFS does not write on with fewer. */
    private static final int DATANODES = 4;

    /** Two chunks of the writer, so that there is a middle. */
    private static final int VALUES = 1 << 19;

    @TempDir
    private java.nio.file.Path folder;

    private MiniDFSCluster cluster;

    @BeforeEach
    void start() throws IOException {
        Configuration configuration = new Configuration();
        configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.toString());
        cluster = new MiniDFSCluster.Builder(configuration)
                .numDataNodes(DATANODES)
                .build();
        cluster.waitActive();
    }

    @AfterEach
    void stop() {
        cluster.shutdown();
    }

    @Test
    void oneDatanodeStopped_inTheMiddleOfAFile_theCommitIsWrittenToTheOthers() throws IOException {
        HalfWay store = store();
        Claim claim = claim(store);
        claim.commit(content(1));
        store.next = Optional.of(() -> cluster.stopDataNode(0));
        claim.commit(content(2));

        assertThat(store.next).isEmpty();
        assertThat(TwoCommits.directory(store).verifiedCommits())
                .hasSize(2)
                .allSatisfy(commit -> assertThat(commit.problem()).isEmpty());
    }

    @Test
    void allDatanodesStopped_inTheMiddleOfAFile_isNamed_andEarlierCommitsAreThereOnceTheyAreBack() throws IOException {
        HalfWay store = store();
        Claim claim = claim(store);
        claim.commit(content(1));
        List<MiniDFSCluster.DataNodeProperties> stopped = new ArrayList<>();
        store.next = Optional.of(() -> {
            for (int datanode = 0; datanode < DATANODES; datanode++) {
                stopped.add(cluster.stopDataNode(0));
            }
        });

        assertThatThrownBy(() -> claim.commit(content(2)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Cannot write " + store.location() + "/data/")
                .hasMessageContaining("datanodes")
                .hasMessageEndingWith(
                        "Bring the datanodes back and run the same command again; earlier commits are intact.");
        for (MiniDFSCluster.DataNodeProperties datanode : stopped) {
            assertThat(cluster.restartDataNode(datanode, true)).isTrue();
        }
        cluster.waitActive();
        Claim next = claim(store);
        assertThat(TwoCommits.directory(store).verifiedCommits())
                .singleElement()
                .satisfies(commit -> assertThat(commit.problem()).isEmpty());
        next.commit(content(2));
        assertThat(TwoCommits.directory(store).latest().orElseThrow().position().epoch())
                .isEqualTo(2);
    }

    private HalfWay store() throws IOException {
        return new HalfWay(new HadoopStore(cluster.getFileSystem(), new Path("/run")));
    }

    private static Claim claim(Store store) throws IOException {
        Claim claim = TwoCommits.directory(store).claim(TwoCommits.OWNER, Retention.standard());
        claim.restore();
        return claim;
    }

    private static CommitContent content(int epoch) {
        return new CommitContent(
                new Position(epoch, 0),
                Json.MAPPER.createObjectNode(),
                Map.of("parameters", new float[VALUES]),
                Map.of());
    }

    /** Lets something happen once, when the first chunk of a file has reached the datanodes and the second has not. */
    private static final class HalfWay extends FlawedStore {

        private Optional<Runnable> next = Optional.empty();

        HalfWay(Store store) {
            super(store);
        }

        @Override
        public void write(String name, Content content) throws IOException {
            super.write(name, output -> content.writeTo(new Interrupted(output)));
        }

        private final class Interrupted extends FilterOutputStream {

            private int chunks;

            Interrupted(OutputStream output) {
                super(output);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (chunks++ == 1) {
                    ((FSDataOutputStream) out).hflush();
                    next.ifPresent(Runnable::run);
                    next = Optional.empty();
                }
                out.write(bytes, offset, length);
            }
        }
    }
}
