package dev.tandem.data;

import java.net.URI;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** Local files under the scheme {@code spread}, as if stored on hosts that their names tell: {@code 7-a-b.png} on {@code a} and {@code b}. */
public final class SpreadFileSystem extends RawLocalFileSystem {

    @Override
    public String getScheme() {
        return "spread";
    }

    @Override
    public URI getUri() {
        return URI.create("spread:///");
    }

    @Override
    public BlockLocation[] getFileBlockLocations(Path path, long start, long length) {
        String[] parts = path.getName().replaceAll("\\..*", "").split("-");
        String[] hosts = new String[parts.length - 1];
        System.arraycopy(parts, 1, hosts, 0, hosts.length);
        return new BlockLocation[] {new BlockLocation(hosts, hosts, 0, 1), new BlockLocation(hosts, hosts, 1, 1)};
    }
}
