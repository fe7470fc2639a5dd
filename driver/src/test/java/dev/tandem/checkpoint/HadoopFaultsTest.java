package dev.tandem.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.security.PrivilegedExceptionAction;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("fault")
@Timeout(120)
final class HadoopFaultsTest {

    @TempDir
    private static java.nio.file.Path folder;

    private static MiniDFSCluster cluster;

    @BeforeAll
    static void start() throws IOException {
        Configuration configuration = new Configuration();
        configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.toString());
        // A close that comes before the datanode's report waits this long; 400 ms by default.
        configuration.setInt("dfs.client.block.write.locateFollowingBlock.initial.delay.ms", 2);
        cluster = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
        cluster.waitActive();
    }

    @AfterAll
    static void stop() {
        cluster.shutdown();
    }

    @ParameterizedTest
    @EnumSource
    void everyCall_anyFault_keepsTheAcknowledgedCommit(Fault.Kind kind) throws IOException {
        FileSystem files = cluster.getFileSystem();
        Fault undisturbed = undisturbed(files);
        assertThat(undisturbed.calls()).isGreaterThan(30);
        assertThat(undisturbed.points(kind)).isNotEmpty();
        for (int call : undisturbed.points(kind)) {
            Path root = new Path("/" + kind + "-" + call);
            int acknowledged =
                    TwoCommits.run(new HadoopStore(new FaultyFileSystem(files, new Fault(call, kind)), root));

            TwoCommits.assertGoesOn(new HadoopStore(files, root), acknowledged, kind + " at call " + call);
        }
    }

    private static Fault undisturbed(FileSystem files) {
        Fault none = Fault.never();
        HadoopStore store = new HadoopStore(new FaultyFileSystem(files, none), new Path("/" + Tokens.random()));
        assertThat(TwoCommits.run(store)).isEqualTo(2);
        return none;
    }

    @Test
    void hdfs_isDurable() throws IOException {
        assertThat(new HadoopStore(cluster.getFileSystem(), new Path("/durable")).prepare())
                .isEqualTo(Probe.DURABLE);
    }

    @Test
    void publish_ontoAnExistingName_isRefused() throws IOException {
        HadoopStore store = new HadoopStore(cluster.getFileSystem(), new Path("/taken"));
        store.prepare();
        store.publish(Folder.COMMITS, "a.json", new byte[] {1});

        assertThatThrownBy(() -> store.publish(Folder.COMMITS, "a.json", new byte[] {2}))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("commits/a.json");
        assertThat(store.open(Folder.COMMITS, "a.json").readAllBytes()).containsExactly(1);
    }

    @Test
    void directoryOfAnotherUser_isNamedAndCanBeRead() throws Exception {
        FileSystem own = cluster.getFileSystem();
        Path root = new Path("/others");
        Claim claim = TwoCommits.directory(new HadoopStore(own, root)).claim(TwoCommits.OWNER, Retention.standard());
        claim.restore();
        claim.commit(TwoCommits.content(1));
        UserGroupInformation eve = UserGroupInformation.createUserForTesting("eve", new String[] {"guests"});
        FileSystem hers =
                eve.doAs((PrivilegedExceptionAction<FileSystem>) () -> FileSystem.get(own.getUri(), own.getConf()));
        RunDirectory directory = TwoCommits.directory(new HadoopStore(hers, root));

        assertThatThrownBy(() -> directory.claim(TwoCommits.OWNER, Retention.standard()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "Cannot prepare the run directory " + own.getUri() + "/others: permission denied")
                .hasMessageEndingWith("earlier commits are intact.");
        assertThat(directory.latest().orElseThrow().position().epoch()).isEqualTo(1);
    }

    @Test
    void namenodeRestartedBetweenCommits_nothingIsLost() throws IOException {
        HadoopStore store = new HadoopStore(cluster.getFileSystem(), new Path("/restarted"));
        Claim claim = TwoCommits.directory(store).claim(TwoCommits.OWNER, Retention.standard());
        claim.restore();
        claim.commit(TwoCommits.content(1));
        cluster.restartNameNode();
        claim.commit(TwoCommits.content(2));

        TwoCommits.assertGoesOn(store, 2, "after a restart of the namenode");
    }
}
