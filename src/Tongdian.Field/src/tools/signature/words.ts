export const signatureWords = {
  sign: ['请在框内签名', 'Sign in the box'],
  signed: ['已签名', 'Signed'],
  clear: ['清除', 'Clear'],
  accept: ['确认签名', 'Use this signature'],
  again: ['重新签名', 'Sign again'],
  tooLittle: ['请写完整的签名，一个点或一横不算。', 'Please sign in full; a dot or a dash does not count.'],
  failed: ['签名没能保存，请重试；存储空间可能已满。', 'The signature could not be kept. Try again; the storage may be full.'],
} as const;
