package dev.tandem.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("fault")
@Timeout(60)
final class DatanodeLossTest {

    @TempDir
    private java.nio.file.Path folder;

    @Test
    void datanodeStoppedWhileADataFileIsWritten_commitsGoOn() throws IOException {
        Configuration configuration = new Configuration();
        configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.toString());
        try (MiniDFSCluster cluster =
                new MiniDFSCluster.Builder(configuration).numDataNodes(3).build()) {
            cluster.waitActive();
            HadoopStore store = new HadoopStore(cluster.getFileSystem(), new Path("/run"));
            Claim claim = TwoCommits.directory(store).claim(TwoCommits.OWNER, Retention.standard());
            claim.restore();
            claim.commit(TwoCommits.content(1));
            store.write("half", output -> {
                output.write(new byte[1 << 20]);
                cluster.stopDataNode(0);
                output.write(new byte[1 << 20]);
            });
            claim.commit(TwoCommits.content(2));

            assertThat(TwoCommits.directory(store).verifiedCommits())
                    .hasSize(2)
                    .allSatisfy(commit -> assertThat(commit.problem()).isEmpty());
        }
    }
}
