package dev.tandem.task;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Properties;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.ShortBufferException;
import org.apache.commons.crypto.cipher.CryptoCipher;
import org.apache.commons.crypto.cipher.CryptoCipherFactory;

/**
 * Java's own cipher in the form in which Spark's transport takes one. It hands whole buffers to the processor's AES instructions, where the
 * one that comes with Spark's libraries lets Java take bytes outside of the heap in pieces of 4 KiB, with new arrays for each few.
 */
public final class StreamCipher implements CryptoCipher {

    private final Cipher cipher;
    private byte[] source = {};
    private byte[] target = {};

    /**
     * Called by name.
     *
     * @param settings of commons-crypto, of which the provider counts
     * @param transformation as {@code AES/CTR/NoPadding}
     */
    public StreamCipher(Properties settings, String transformation) throws GeneralSecurityException {
        String provider = settings.getProperty(CryptoCipherFactory.JCE_PROVIDER_KEY, "");
        cipher = provider.isEmpty() ? Cipher.getInstance(transformation) : Cipher.getInstance(transformation, provider);
    }

    @Override
    public void init(int mode, Key key, AlgorithmParameterSpec parameters)
            throws InvalidKeyException, InvalidAlgorithmParameterException {
        cipher.init(mode, key, parameters);
    }

    @Override
    public int update(ByteBuffer input, ByteBuffer output) throws ShortBufferException {
        int size = read(input, output);
        return write(cipher.update(source, 0, size, target), output);
    }

    @Override
    public int update(byte[] input, int from, int size, byte[] output, int to) throws ShortBufferException {
        return cipher.update(input, from, size, output, to);
    }

    @Override
    public int doFinal(ByteBuffer input, ByteBuffer output)
            throws ShortBufferException, IllegalBlockSizeException, BadPaddingException {
        int size = read(input, output);
        return write(cipher.doFinal(source, 0, size, target), output);
    }

    @Override
    public int doFinal(byte[] input, int from, int size, byte[] output, int to)
            throws ShortBufferException, IllegalBlockSizeException, BadPaddingException {
        return cipher.doFinal(input, from, size, output, to);
    }

    @Override
    public int getBlockSize() {
        return cipher.getBlockSize();
    }

    @Override
    public String getAlgorithm() {
        return cipher.getAlgorithm();
    }

    @Override
    public void close() {
        // A cipher of Java's holds nothing that must be closed.
    }

    private int read(ByteBuffer input, ByteBuffer output) throws ShortBufferException {
        int size = input.remaining();
        int room = cipher.getOutputSize(size);
        if (output.remaining() < room) {
            throw new ShortBufferException(
                    "Output buffer has room for " + output.remaining() + " bytes (needs " + room + ")");
        }
        if (source.length < size) {
            source = new byte[size];
        }
        if (target.length < room) {
            target = new byte[room];
        }
        input.get(source, 0, size);
        return size;
    }

    private int write(int size, ByteBuffer output) {
        output.put(target, 0, size);
        return size;
    }
}
