package dev.tandem.bench.rivals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One end of a bare TCP connection over the loopback: what an averaging of two tasks moves, four bytes for each float both ways at once,
 * from and to memory outside of the heap, without adding anything up, by one thread. Argument: the other end's port, or 0 to be the end
 * that waits, whose first answer is its port. Answers a line {@code FLOATS ROUNDS} with the median, least and greatest milliseconds of a
 * round.
 */
final class TcpPeer {

    private TcpPeer() {}

    public static void main(String[] arguments) throws IOException {
        try (SocketChannel channel = connect(Integer.parseInt(arguments[0]));
                Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                String[] words = line.split(" ");
                double[] millis =
                        measure(channel, selector, 4 * Integer.parseInt(words[0]), Integer.parseInt(words[1]));
                System.out.println(
                        "answer " + millis[millis.length / 2] + " " + millis[0] + " " + millis[millis.length - 1]);
            }
        }
    }

    private static SocketChannel connect(int port) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        if (port != 0) {
            System.out.println("answer ready");
            return SocketChannel.open(new InetSocketAddress(loopback, port));
        }
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(loopback, 0));
            System.out.println("answer " + server.socket().getLocalPort());
            return server.accept();
        }
    }

    private static double[] measure(SocketChannel channel, Selector selector, int bytes, int rounds)
            throws IOException {
        ByteBuffer outgoing = ByteBuffer.allocateDirect(bytes);
        ByteBuffer incoming = ByteBuffer.allocateDirect(bytes);
        double[] millis = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            long start = System.nanoTime();
            exchange(channel, selector, outgoing.clear(), incoming.clear());
            millis[round] = (System.nanoTime() - start) / 1e6;
        }
        double[] counted = Arrays.copyOfRange(millis, rounds / 5, rounds);
        Arrays.sort(counted);
        return counted;
    }

    private static void exchange(SocketChannel channel, Selector selector, ByteBuffer outgoing, ByteBuffer incoming)
            throws IOException {
        while (outgoing.hasRemaining() || incoming.hasRemaining()) {
            int sent = channel.write(outgoing);
            int received = channel.read(incoming);
            if (received < 0) {
                throw new IOException("The other end has closed the connection");
            }
            if (sent + received == 0) {
                channel.keyFor(selector)
                        .interestOps((outgoing.hasRemaining() ? SelectionKey.OP_WRITE : 0)
                                | (incoming.hasRemaining() ? SelectionKey.OP_READ : 0));
                selector.select();
            }
        }
    }
}
