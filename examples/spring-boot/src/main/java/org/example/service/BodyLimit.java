package org.example.service;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends the reading of a body that is too long, whether the client states its length or not. Spring
 * and Tomcat limit forms only.
 */
@Component
class BodyLimit extends OncePerRequestFilter {
  private static final class TooLongException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private final long maxBytes;

  BodyLimit(@Value("${sketch.max-body-bytes}") long maxBytes) {
    this.maxBytes = maxBytes;
  }

  static boolean isReached(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof TooLongException) {
        return true;
      }
    }
    return false;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    ServletInputStream in = request.getInputStream();
    chain.doFilter(
        new HttpServletRequestWrapper(request) {
          @Override
          public ServletInputStream getInputStream() {
            return new Limited(in, maxBytes);
          }
        },
        response);
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String type = request.getContentType();
    return type != null && type.startsWith("multipart/"); // has a limit of Spring's
  }

  private static final class Limited extends ServletInputStream {
    private final ServletInputStream in;
    private long left;

    Limited(ServletInputStream in, long maxBytes) {
      this.in = in;
      this.left = maxBytes;
    }

    private int counted(int count) throws TooLongException {
      left -= Math.max(0, count);
      if (left < 0) {
        throw new TooLongException();
      }
      return count;
    }

    @Override
    public int read() throws IOException {
      int value = in.read();
      counted(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return counted(in.read(bytes, offset, length));
    }

    @Override
    public boolean isFinished() {
      return in.isFinished();
    }

    @Override
    public boolean isReady() {
      return in.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      in.setReadListener(listener);
    }
  }
}
